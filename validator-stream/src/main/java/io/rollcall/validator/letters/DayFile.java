package io.rollcall.validator.letters;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** The file of one day, {@code dead-letters-YYYY-MM-DD.jsonl}, which only its owner may read. */
final class DayFile {

    private static final String PREFIX = "dead-letters-";
    private static final String SUFFIX = ".jsonl";
    private static final int TAIL_BYTES = 4 << 20;
    private static final boolean POSIX =
            Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");

    private final Path path;

    private DayFile(Path path) {
        this.path = path;
    }

    static DayFile of(Path folder, LocalDate day) {
        return new DayFile(folder.resolve(PREFIX + day + SUFFIX));
    }

    /** The files in a folder, oldest first. */
    static List<DayFile> all(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .map(DayFile::new)
                    .toList();
        }
    }

    /** Adds lines; they are on the disk when this returns. */
    void append(List<String> lines) throws IOException {
        create();
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel file = FileChannel.open(path, java.nio.file.StandardOpenOption.WRITE)) {
            long end = file.size();
            try {
                write(file, ByteBuffer.wrap(bytes), end);
                file.force(/* metaData= */ true);
            } catch (IOException e) {
                file.truncate(end);
                throw e;
            }
        }
    }

    /** Cuts off a line that a crash left unfinished. */
    void mend() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            long end = file.length();
            while (end > 0 && byteAt(file, end - 1) != '\n') {
                end--;
            }
            file.setLength(end);
        }
    }

    /** The last lines, at most so many. */
    List<String> lastLines(int most) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(file.length(), TAIL_BYTES)];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            List<String> lines =
                    new String(tail, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - most), lines.size());
        }
    }

    private void create() throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        FileAttribute<?>[] ownerOnly = POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createFile(path, ownerOnly);
        } catch (FileAlreadyExistsException e) {
            // As it is on every call but the day's first.
        }
    }

    private static void write(FileChannel file, ByteBuffer bytes, long from) throws IOException {
        for (long position = from; bytes.hasRemaining(); ) {
            position += file.write(bytes, position);
        }
    }

    private static int byteAt(RandomAccessFile file, long position) throws IOException {
        file.seek(position);
        return file.read();
    }
}
