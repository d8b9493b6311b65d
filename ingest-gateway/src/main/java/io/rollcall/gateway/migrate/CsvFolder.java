package io.rollcall.gateway.migrate;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The configured folder of CSV files: those named {@code TABLE.csv}; whatever else lies there is left alone. */
public final class CsvFolder {

    private CsvFolder() {}

    public static List<CsvFile> files(Path folder, Tables tables) {
        return tables.stream()
                .filter(table -> Files.isRegularFile(file(folder, table)))
                .map(table ->
                        new CsvFile(table, table.name() + ".csv", () -> Files.newInputStream(file(folder, table))))
                .toList();
    }

    private static Path file(Path folder, Table table) {
        return folder.resolve(table.name() + ".csv");
    }
}
