package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void putsNumbersToTheRightAndTextToTheLeft() {
        TextTable table = new TextTable(
                List.of("department", "hired"), List.of(List.of("Support", "216"), List.of("Staff", "7")));

        assertThat(table.render()).isEqualTo("""
                          department  hired
                          ----------  -----
                          Support       216
                          Staff           7""".indent(2).stripTrailing());
    }

    @Test
    void showsItsHeaderWhenThereAreNoRows() {
        assertThat(new TextTable(List.of("id"), List.of()).render()).isEqualTo("  id\n  --");
    }
}
