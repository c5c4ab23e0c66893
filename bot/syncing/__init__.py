"""Making the shelf what a folder of files says: what there is to compare, and the plan.

    files of the folder and reports on the shelf | compare each pair | steps, in the order in which they are taken

Nothing here reads a file or changes a report; `bot.terminal.syncing` does.
"""
