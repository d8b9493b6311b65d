package io.rollcall.schemas;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.Resource;
import io.github.classgraph.ScanResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All tables, each after those that it refers to. That is the order in which tables are created, loaded and restored.
 *
 * @param inOrder the tables in dependency order, by name where there is a choice
 */
public record Tables(List<Table> inOrder) implements Iterable<Table> {

    private static final String FOLDER = "rollcall/tables";

    public Tables {
        inOrder = dependencyOrder(inOrder);
    }

    /**
     * The tables whose schema files lie under {@code rollcall/tables} on the class path.
     *
     * @throws IllegalArgumentException if a file is wrong or refers to a table that is not there; names the file
     */
    public static Tables fromClassPath() {
        try (ScanResult scan = new ClassGraph().acceptPathsNonRecursive(FOLDER).scan()) {
            List<Table> tables = new ArrayList<>();
            for (Resource file : scan.getResourcesWithExtension("avsc")) {
                tables.add(parse(file));
            }
            return new Tables(tables);
        }
    }

    /** The tables that these schema files describe. */
    public static Tables of(Collection<String> schemaFiles) {
        return new Tables(schemaFiles.stream().map(TableFile::parse).toList());
    }

    private static Table parse(Resource file) {
        try {
            return TableFile.parse(file.getContentAsString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.getPath(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file.getPath() + ": " + e.getMessage(), e);
        }
    }

    /** The table of that name. */
    public Optional<Table> named(String name) {
        return stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /** The other tables that these refer to. */
    public List<Table> referredFrom(List<Table> some) {
        return stream()
                .filter(table -> !some.contains(table))
                .filter(table ->
                        some.stream().anyMatch(other -> other.referencedTables().contains(table.name())))
                .toList();
    }

    /** The tables that another one refers to, in order. */
    public List<Table> referenced() {
        return stream()
                .filter(table ->
                        stream().anyMatch(other -> other.referencedTables().contains(table.name())))
                .toList();
    }

    public Stream<Table> stream() {
        return inOrder.stream();
    }

    @Override
    public Iterator<Table> iterator() {
        return inOrder.iterator();
    }

    private static List<Table> dependencyOrder(List<Table> tables) {
        Map<String, Table> waiting = new TreeMap<>();
        for (Table table : tables) {
            if (waiting.put(table.name(), table) != null) {
                throw new IllegalArgumentException("table " + table.name() + " is described twice");
            }
        }
        requireKnownReferences(waiting);
        Map<String, Table> placed = new LinkedHashMap<>();
        while (!waiting.isEmpty()) {
            Table next = waiting.values().stream()
                    .filter(table -> placed.keySet().containsAll(table.referencedTables()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "tables refer to each other in a circle: " + waiting.keySet()));
            placed.put(next.name(), next);
            waiting.remove(next.name());
        }
        return List.copyOf(placed.values());
    }

    private static void requireKnownReferences(Map<String, Table> tables) {
        for (Table table : tables.values()) {
            for (String referenced : table.referencedTables()) {
                if (!tables.containsKey(referenced)) {
                    throw new IllegalArgumentException(
                            "table " + table.name() + " refers to " + referenced + ", which no file describes");
                }
            }
        }
    }
}
