"""What the keepers of the shelf see in their private chats: /reports, /stats, /log and /gaps."""
