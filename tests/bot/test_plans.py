"""How a plan looks: to people in a table or in lines, to scripts as JSON."""

from io import StringIO

from rich.console import Console

from bot.syncing.plans import Action, Plan, Step
from bot.terminal.plans import MOST_SHOWN, describe_mass_withdrawal, make_plan_json, write_plan

STEPS = (
    Step(Action.WITHDRAW, "mill", note="It is gone.", is_gone=True),
    Step(Action.REPLACE, "ferry", "a/ferry.md", words_added=1200, words_removed=3, details=("title",)),
    Step(Action.KEEP, "eels", "eels\x1b[2J.md", why="withdrawn elsewhere"),
)
PLAN = Plan(STEPS, unchanged=1234, standing=2)


def show(plan: Plan, *, terminal: bool) -> str:
    file = StringIO()
    write_plan(Console(file=file, force_terminal=terminal, width=100, color_system=None, markup=False), plan)
    return file.getvalue()


def test_lines_have_a_tab_between_their_cells() -> None:
    assert show(PLAN, terminal=False).splitlines() == [
        "withdraw\tmill\t\t\tIt is gone.",
        "replace\tferry\ta/ferry.md\t+1,200 −3\ttitle",
        "keep\teels\teels�[2J.md\t\twithdrawn elsewhere",
        "The plan: 1 replaced, 1 withdrawn, 1 left alone, 1,234 unchanged.",
    ]


def test_table_has_headings_and_nothing_that_drives_the_terminal() -> None:
    shown = show(PLAN, terminal=True)
    assert shown.split()[:5] == ["Change", "Report", "File", "Words", "About"]
    assert "\x1b[2J" not in shown
    assert "+1,200 −3" in shown


def test_plan_without_changes_is_one_line() -> None:
    assert show(Plan((), 3, 3), terminal=True).strip() == "The plan: 3 unchanged."


def test_long_plan_is_cut_and_says_so() -> None:
    steps = tuple(Step(Action.ADD, f"r{number}", f"r{number}.md") for number in range(MOST_SHOWN + 5))
    shown = show(Plan(steps, 0, 0), terminal=False).splitlines()
    assert len(shown) == MOST_SHOWN + 2
    assert shown[-2:] == ["… and 5 more; --json lists them all.", f"The plan: {MOST_SHOWN + 5} added, 0 unchanged."]


def test_mass_withdrawal_says_how_many_and_what_to_do() -> None:
    assert describe_mass_withdrawal(PLAN).startswith("This would withdraw 1 of the 2 reports that stand")
    assert "--allow-withdrawals" in describe_mass_withdrawal(PLAN)


def test_json_has_every_step_and_what_became_of_it() -> None:
    made = make_plan_json(PLAN, STEPS[:1], {"ferry.md": "No."}, dry_run=False)
    assert [step["action"] for step in made["plan"]] == ["withdraw", "replace", "keep"]
    assert [step["id"] for step in made["done"]] == ["mill"]
    assert made["failed"] == [{"name": "ferry.md", "error": "No."}]
    assert made["plan"][0]["file"] is None
    assert (made["unchanged"], made["dry_run"]) == (1234, False)
