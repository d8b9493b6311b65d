package io.rollcall.gateway.validate;

import io.rollcall.gateway.rows.RawRow;
import io.rollcall.gateway.validate.Verdicts.Verdict;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.record.Violation;
import io.rollcall.schemas.rules.AvroRows;
import io.rollcall.schemas.rules.JsonRows;
import io.rollcall.schemas.rules.Judge;
import io.rollcall.schemas.rules.Judgement;
import io.rollcall.schemas.rules.Reference;
import io.rollcall.schemas.rules.Rules;
import io.rollcall.schemas.rules.SentRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Judges rows as the validator will, except that a reference to what is not stored yet is not waited for. */
public final class Validation {

    private final Tables tables;
    private final StoredIds stored;

    public Validation(Tables tables, StoredIds stored) {
        this.tables = tables;
        this.stored = stored;
    }

    public Verdicts verdicts(Table table, List<RawRow> rows) {
        AvroRows records = new AvroRows(table);
        JsonRows originals = new JsonRows(table);
        Judge judge = new Judge(table);
        List<Judgement> judgements = new ArrayList<>();
        for (RawRow row : rows) {
            SentRow sent = row.original() == null
                    ? records.row(row.value())
                    : originals.row(row.original().getBytes(StandardCharsets.UTF_8));
            judgements.add(judge.judge(sent));
        }
        Map<String, Set<Long>> existing = existing(judgements);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            long line = rows.get(i).line();
            verdicts.add(new Verdict(i, line == 0 ? null : line, violations(judgements.get(i), existing)));
        }
        return new Verdicts(table.name(), verdicts);
    }

    private Map<String, Set<Long>> existing(List<Judgement> judgements) {
        Map<String, Set<Long>> named = new HashMap<>();
        for (Judgement judgement : judgements) {
            for (Reference reference : judgement.references()) {
                named.computeIfAbsent(reference.table(), table -> new TreeSet<>())
                        .add(reference.id());
            }
        }
        Map<String, Set<Long>> existing = new HashMap<>();
        named.forEach((table, ids) ->
                existing.put(table, stored.among(tables.named(table).orElseThrow(), ids)));
        return existing;
    }

    private static List<Violation> violations(Judgement judgement, Map<String, Set<Long>> existing) {
        List<Violation> violations = new ArrayList<>(
                switch (judgement) {
                    case Judgement.Sound _ -> List.of();
                    case Judgement.Faulty faulty -> faulty.violations();
                });
        for (Reference reference : judgement.references()) {
            if (!existing.getOrDefault(reference.table(), Set.of()).contains(reference.id())) {
                violations.add(Rules.unknownReference(reference));
            }
        }
        return violations;
    }
}
