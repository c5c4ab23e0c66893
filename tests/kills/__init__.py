"""What the trial of kills is made of.

marked reports ── holder (works, is killed, is started again) ── data folder ── reader (asks all the time)
                                    └────────── trial (aims, kills, counts) ──────────┘
"""
