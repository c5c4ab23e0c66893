"""One stream of paragraphs of an RTF file: that of its body, or that of a text box."""

from corpus.readers.blocks import Block, make_table_blocks, tidy_lines


class Flow:
    """Makes blocks of pieces of text; rows that follow one another are one table, text boxes follow their paragraph."""

    def __init__(self) -> None:
        self.boxes: list[Block] = []
        self.number = ""
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._cell: list[Block] = []
        self._row: list[list[Block]] = []
        self._rows: list[list[list[Block]]] = []

    def add(self, text: str) -> None:
        """Take a piece of text."""
        self._pieces.append(text)

    def end_paragraph(self, level: int, in_table: bool) -> None:
        """End the paragraph, which may be one of a table's cell."""
        text = tidy_lines(mend_halves("".join(self._pieces)))
        if self.number and text:
            text = f"{self.number} {text}"
        block, self._pieces, self.number = Block(text, level), [], ""
        if in_table:
            self._cell += [block, *self._take_boxes()]
        elif text or self.boxes:
            self._end_table()
            self._blocks += [block, *self._take_boxes()]

    def end_cell(self) -> None:
        """End a table's cell and the paragraph in it."""
        self.end_paragraph(0, in_table=True)
        self._row.append(self._cell)
        self._cell = []

    def end_row(self) -> None:
        """End a table's row."""
        self._rows.append(self._row)
        self._row = []

    def close(self) -> list[Block]:
        """End what is open, and give the blocks."""
        self.end_paragraph(0, in_table=bool(self._cell))
        if self._cell:
            self.end_cell()
        if self._row:
            self.end_row()
        self._end_table()
        return self._blocks

    def _end_table(self) -> None:
        self._blocks += make_table_blocks(self._rows) if self._rows else []
        self._rows = []

    def _take_boxes(self) -> list[Block]:
        boxes, self.boxes = self.boxes, []
        return boxes


def mend_halves(text: str) -> str:
    """Join the halves of characters that RTF writes apart; a half that is left alone is shown as lost."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
