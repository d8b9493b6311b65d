package io.rollcall.gateway.validate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.rollcall.schemas.record.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of rows if they were sent now.
 *
 * @param table their table
 * @param verdicts one a row, in the order sent
 */
@JsonPropertyOrder({"table", "rows", "valid", "invalid", "verdicts"})
public record Verdicts(String table, List<Verdict> verdicts) {

    public Verdicts {
        verdicts = List.copyOf(verdicts);
    }

    /**
     * What would become of a row.
     *
     * @param row its place among the rows, from 0
     * @param line the line that it begins on, where there are lines
     * @param violations every rule that it breaks
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"row", "line", "valid", "violations"})
    public record Verdict(int row, @Nullable Long line, List<Violation> violations) {

        @JsonProperty("valid")
        public boolean isValid() {
            return violations.isEmpty();
        }
    }

    @JsonProperty
    public int rows() {
        return verdicts.size();
    }

    @JsonProperty
    public long valid() {
        return verdicts.stream().filter(Verdict::isValid).count();
    }

    @JsonProperty
    public long invalid() {
        return rows() - valid();
    }
}
