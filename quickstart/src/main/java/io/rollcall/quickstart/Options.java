package io.rollcall.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What the user asked for.
 *
 * @param demo whether to bring in the CSV folder and show what came of it
 * @param once whether to end after that
 * @param csv the folder with {@code TABLE.csv} files
 * @param data where everything that must last lies
 * @param port the gateway's; the others follow it
 */
record Options(boolean demo, boolean once, Path csv, Path data, int port) {

    static final int DEFAULT_PORT = 8000;

    // The launcher says where the project lies; its folders are the defaults from wherever it is called.
    private static final Path HOME = Path.of(System.getProperty("rollcall.home", ""));

    /** @throws UsageException with one line that says what is wrong */
    static Options parse(List<String> arguments) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        String command = rest.isEmpty() ? "" : rest.pop();
        Options options = new Options(
                isDemo(command), false, HOME.resolve("sample-data"), HOME.resolve(".rollcall"), DEFAULT_PORT);
        boolean csvGiven = false;
        while (!rest.isEmpty()) {
            String name = rest.pop();
            csvGiven |= name.equals("--csv");
            options = options.with(name, rest);
        }
        if (csvGiven || options.demo) {
            requireFolder(options.csv);
        }
        return options;
    }

    private Options with(String name, Deque<String> rest) {
        return switch (name) {
            case "--data" -> new Options(demo, once, csv, Path.of(value(name, rest)), port);
            case "--port" -> new Options(demo, once, csv, data, port(value(name, rest)));
            case "--csv" -> new Options(onlyDemo(name), once, Path.of(value(name, rest)), data, port);
            case "--once" -> new Options(onlyDemo(name), true, csv, data, port);
            default -> throw new UsageException("There is no option " + name + ".");
        };
    }

    private static boolean isDemo(String command) {
        return switch (command) {
            case "demo" -> true;
            case "up" -> false;
            default -> throw new UsageException("There is no command '" + command + "'.");
        };
    }

    private boolean onlyDemo(String option) {
        if (!demo) {
            throw new UsageException("Only demo takes " + option + ".");
        }
        return true;
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty() || rest.peek().isEmpty()) {
            throw new UsageException("The option " + option + " needs a value.");
        }
        return rest.pop();
    }

    private static int port(String text) {
        int highest = 65_535 - Addresses.PORTS;
        try {
            int port = Integer.parseInt(text);
            if (port >= 1024 && port <= highest) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new UsageException("The port must be a number from 1024 to " + highest + ", not '" + text + "'.");
    }

    private static void requireFolder(Path csv) {
        if (!Files.isDirectory(csv)) {
            throw new UsageException("There is no folder " + csv + ".");
        }
    }
}
