package io.rollcall.sink.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.embedded.Database;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.database.DatabaseSetup;
import io.rollcall.schemas.rows.RowBatch;
import io.rollcall.testsupport.Backends;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.postgresql.ds.PGSimpleDataSource;

/** What Avro's own encoder wrote arrives in PostgreSQL, whatever the text, the number or the moment. */
@AddLifecycleHook(CopyRoundTripTest.WhereThereIsADatabase.class)
class CopyRoundTripTest {

    private static final List<String> HOSTILE = List.of(
            "\\.",
            "\\N",
            "",
            "\t",
            "\n",
            "\r\n",
            "\\",
            "\\\\",
            "\"",
            "'",
            "''",
            "a\tb\nc\\d",
            "\uD83D\uDE00\uD83D\uDC69\u200D\uD83D\uDD2C",
            "\u202Eעברית",
            "مرحبا",
            "\u0001\u007F\uFFFF",
            "'; DROP TABLE jobs; --",
            "{\"a\":[1]}",
            "NULL",
            "é e\u0301");

    private static final Database DATABASE = Backends.freshDatabase();
    private static final Tables TABLES = Tables.fromClassPath();
    private static final Table HIRES = TABLES.named("hired_employees").orElseThrow();

    @BeforeContainer
    static void setUp() throws Exception {

        new DatabaseSetup(TABLES, Optional.empty()).run(dataSource());
        try (Connection connection = DATABASE.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO departments VALUES (1, 'x'); INSERT INTO jobs VALUES (1, 'x')");
        }
    }

    private static PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(DATABASE.url());
        source.setUser(DATABASE.owner().user());
        source.setPassword(DATABASE.owner().password());
        return source;
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(HOSTILE), Arbitraries.strings().ofMaxLength(40).filter(CopyRoundTripTest::isText));
    }

    private static boolean isText(String text) {
        return text.indexOf(0) < 0
                && text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @Provide
    Arbitrary<Long> moments() {
        return Arbitraries.longs().between(-62_135_596_800_000_000L, 253_402_300_799_999_999L);
    }

    @Property(tries = 60)
    void bringsEveryTextAndMomentAsItWas(
            @ForAll("texts") String first,
            @ForAll("texts") String second,
            @ForAll("moments") long micros,
            @ForAll long id)
            throws Exception {
        RowBatch batch = new RowBatch(HIRES, 2);
        batch.add(0, encoded(id, first, micros), 0);
        batch.add(1, encoded(~id, second, micros + 1), 0);
        try (Session session = new Session(dataSource(), TABLES)) {
            Connection connection = session.connection();
            Changes changes = new TableWriter(HIRES, TABLES).upsert(connection, batch, 0);
            assertThat(changes).isEqualTo(new Changes(2, 0, 0));
            connection.commit();
            assertThat(new TableWriter(HIRES, TABLES).upsert(connection, batch, 0))
                    .isEqualTo(Changes.NONE);
            List<List<Object>> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery(
                            "SELECT id, name, (extract(epoch FROM datetime) * 1000000)::bigint FROM public.hired_employees WHERE id IN ("
                                    + id + "," + ~id + ")")) {
                while (found.next()) {
                    rows.add(List.of(found.getLong(1), found.getString(2), found.getLong(3)));
                }
            }
            assertThat(rows).containsExactlyInAnyOrder(List.of(id, first, micros), List.of(~id, second, micros + 1));
            assertThat(new TableWriter(HIRES, TABLES).delete(connection, new long[] {id, ~id}, 0))
                    .isEqualTo(new Changes(0, 0, 2));
            connection.commit();
        }
    }

    private static byte[] encoded(long id, String name, long micros) throws Exception {
        GenericRecord value = new GenericData.Record(HIRES.strictSchema());
        value.put("id", id);
        value.put("name", name);
        value.put("datetime", micros);
        value.put("department_id", 1L);
        value.put("job_id", 1L);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(HIRES.strictSchema()).write(value, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** jqwik, unlike JUnit, takes it for a failure when a set-up is aborted. */
    static final class WhereThereIsADatabase implements SkipExecutionHook {

        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            return Backends.absence().map(SkipResult::skip).orElseGet(SkipResult::doNotSkip);
        }
    }
}
