package io.rollcall.validator.judging;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.rules.Judgement;
import io.rollcall.schemas.rules.SentRow;
import io.rollcall.validator.waiting.RawRecord;

/** A record with what its row is worth by itself. */
public record Judged(RawRecord raw, Table table, SentRow row, Judgement judgement) {}
