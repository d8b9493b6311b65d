// Writes the sample data: departments.csv, jobs.csv and hired_employees.csv, and beside them what must become of them.
//
//   java sample-data/GenerateSampleData.java                                  the sample, next to this file
//   java sample-data/GenerateSampleData.java --hires 1000000 --out DIR        a big file of sound hires, ids 1..N
//   java sample-data/GenerateSampleData.java --hires 5000 --out DIR --faults 50     the same, 50 of them faulty
//
// Everything comes from one seed: the same call writes the same bytes. What is expected is counted from what each row
// was meant to be, never by reading the rows again, so that it can judge a program that reads them.

static final long SEED = 183L;
static final String STAR = "*"; // in a template: what a sound hire has in that place
static final int ID = 0;
static final int NAME = 1;
static final int DATETIME = 2;

void main(String[] args) throws IOException {
    try {
        generate(Options.of(args, folderOfThisFile()));
    } catch (IllegalArgumentException wrong) {
        System.err.println(wrong.getMessage());
        System.exit(2);
    }
}

void generate(Options options) throws IOException {
    Files.createDirectories(options.out());
    Random random = new Random(SEED);
    Expected expected = new Expected();
    if (options.hires() == 0) {
        writeTables(options.out(), "\uFEFF");
        writeHires(options.out(), "\uFEFF", sample(random), expected);
    } else {
        writeTables(options.out(), "");
        writeHires(options.out(), "", bulk(options, random), expected);
    }
    Files.writeString(options.out().resolve("expected.json"), Json.pretty(expected.summary()));
    Files.writeString(
            options.out().resolve("expected-hired-by-quarter-2021.json"), Json.lines(expected.hiredByQuarter(2021)));
}

/** The source launcher gives the class the place of its source file as its code source. */
Path folderOfThisFile() {
    return Path.of(URI.create(getClass().getProtectionDomain().getCodeSource().getLocation().toString()))
            .toAbsolutePath()
            .getParent();
}

/** What the command line asks for; no hires means the sample. */
record Options(int hires, int faults, Path out) {

    static Options of(String[] args, Path ownFolder) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!Set.of("--hires", "--faults", "--out").contains(args[i]) || i + 1 == args.length) {
                throw new IllegalArgumentException("usage: [--hires N --out DIR [--faults N]]");
            }
            given.put(args[i], args[i + 1]);
        }
        int hires = Integer.parseInt(given.getOrDefault("--hires", "0"));
        int faults = Integer.parseInt(given.getOrDefault("--faults", "0"));
        if (hires < 0 || faults < 0 || faults > hires || (hires > 0 && !given.containsKey("--out"))) {
            throw new IllegalArgumentException("--hires N needs --out DIR, and takes at most N faults");
        }
        return new Options(hires, faults, Path.of(given.getOrDefault("--out", ownFolder.toString())));
    }
}

// ---- The company ----------------------------------------------------------------------------------------------------

/** A department and how many hires of it must be stored; its id is its place in the list, from 1. */
record Department(String name, int hiresIn2021, int hiresIn2022) {}

// The mean is 1140 / 12 = 95 in 2021 and 780 / 12 = 65 in 2022, and in each year one department stands on it exactly,
// which is not above it. One hired nobody in 2021, so that "all" and "hiring" differ by Quality Assurance. Two tie.
static final List<Department> DEPARTMENTS = List.of(
        new Department("Manufacturing", 187, 120),
        new Department("Field Operations", 143, 81),
        new Department("People & Culture", 47, 44),
        new Department("Information Security", 58, 71),
        new Department("Customer Care", 168, 96),
        new Department("Sustainability", 0, 75),
        new Department("Finance", 95, 52),
        new Department("Data Platform", 143, 65),
        new Department("Café and Catering", 39, 0),
        new Department("Logistics, Fleet and Depots", 121, 88),
        new Department("Procurement", 39, 30),
        new Department("Quality Assurance", 100, 58));

static final List<String> GRADES = List.of("Junior %s", "%s", "Senior %s", "Lead %s");

static final List<String> PROFESSIONS = List.of(
        ("Android Engineer,Assembly Mechanic,Backend Engineer,Battery Technician,Buyer,Calibration Technician,"
                        + "Change Analyst,Claims Handler,Compliance Analyst,Controller,Customer Guide,Data Engineer,"
                        + "Demand Planner,Dispatcher,Energy Consultant,Field Technician,Fleet Planner,Forklift Driver,"
                        + "Incident Responder,Inspector,Instructional Designer,Machine Operator,Network Engineer,"
                        + "Packaging Designer,Penetration Tester,Pricing Analyst,Process Engineer,Reliability Engineer,"
                        + "Robotics Engineer,Route Planner,Site Surveyor,Stock Keeper,Talent Partner,Toolmaker,"
                        + "Treasury Analyst,UX Researcher")
                .split(","));

// The small first letters come last by code point; the commas need quotes.
static final List<String> SINGLE_JOBS = List.of(
        ("Apprentice|Archivist|Barista|Bookkeeper|Carpenter|Chief Information Security Officer|Chief of Staff|"
                        + "Choreographer of Night Shifts|Company Physician|Counsel, Employment|Counsel, Patents|"
                        + "Crane Driver|Customs Declarant|Data Protection Officer|Director, Plant East|"
                        + "Director, Plant West|Electrician|Ergonomist|Fire Marshal|Gardener|Head Chef|Interpreter|"
                        + "Locksmith|Night Porter|Ombudsperson|Painter|Pastry Chef|Pâtissier|Payroll Clerk|"
                        + "Photographer|Plumber|Receptionist|Sommelière|Switchboard Operator|Trainee|Welder|"
                        + "Works Council Liaison|"
                        + "eLearning Producer|iOS Engineer")
                .split("\\|"));

static final List<String> JOBS = jobs();

static List<String> jobs() {
    Stream<String> graded = PROFESSIONS.stream().flatMap(job -> GRADES.stream().map(grade -> grade.formatted(job)));
    return Stream.concat(graded, SINGLE_JOBS.stream()).toList();
}

static final List<String> FIRST_NAMES = List.of(
        ("Abena,Aino,Alejandra,Amira,Anneke,Aram,Benedikt,Bronagh,Chiara,Dagny,Danilo,Dilnoza,Eamon,Edda,Emeka,Enzo,"
                        + "Fatou,Fiorella,Gaspard,Goran,Hanneke,Héctor,Ifeoma,Ilse,Ioana,Jarek,Joana,Kamal,Katalin,"
                        + "Kofi,Léonie,Liesl,Lucía,Maarten,Mairi,Maëlle,Mehmet,Mirela,Nadezhda,Nuno,Oisín,Olamide,"
                        + "Petra,Priya,Rasmus,Rosalba,Saoirse,Sefa,Siobhán,Søren,Tamsin,Thandiwe,Tiago,Ulrike,Valter,"
                        + "Wanjiru,Xiomara,Yusuf,Zdeněk,Zsófia")
                .split(","));

static final List<String> LAST_NAMES = List.of(
        ("Abernethy-Holt,Achterberg,Adeyinka,Alcázar,Arslanbek,Baptistella,Bergqvist,Boateng,Brennagh,Caldeira,"
                        + "Castellanos,Ciobanu,D'Ambrosio,Dąbrowska,Devereaux,Dlamini,Engström,Escudero,Fernsby,"
                        + "Figueroa,Galanis,Grünwald,Haddadin,Halloran,Horvátová,Ikeji,Iwanowski,Jankauskas,Kárpáti,"
                        + "Kowalczyk,Lindqvist,MacAskill,Mbeki,Montalbán,Nakashima,Ndiaye,Nwosu,O'Dwyer,Okonjo,Öztürk,"
                        + "Pacheco,Petrosyan,Quispe,Rasmussen,Raghunathan,Sánchez,Szabó,Tavares,Thorvald,Tiwari,"
                        + "Uzun,Vandenberghe,Vasilescu,Wachira,Wijnaldum,Xhaferi,Yilmaz,Zambrano,Zielińska,Zubiri")
                .split(","));

/** A hire as it is meant. Department and job are ids. */
record Hire(String name, Instant at, int department, int job) {

    static Hire any(Random random, int department, int year) {
        String first = FIRST_NAMES.get(random.nextInt(FIRST_NAMES.size()));
        String last = LAST_NAMES.get(random.nextInt(LAST_NAMES.size()));
        Instant newYear = OffsetDateTime.of(year, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC).toInstant();
        Instant at = newYear.plusSeconds(random.nextInt(365 * 24 * 60 * 60));
        return new Hire(first + " " + last, at, department, 1 + random.nextInt(JOBS.size()));
    }

    static Hire any(Random random) {
        return any(random, 1 + random.nextInt(DEPARTMENTS.size()), 2021 + random.nextInt(2));
    }

    int year() {
        return at.atOffset(ZoneOffset.UTC).getYear();
    }

    /** The cells as a row has them; the id is given when the row has found its place. */
    List<String> cells() {
        return List.of(STAR, name, at.toString(), Integer.toString(department), Integer.toString(job));
    }
}

// ---- Rows and what must become of them ------------------------------------------------------------------------------

/** What must become of a row. */
sealed interface Outcome {}

/** It is stored and stays. */
record Stored(Instant at, int department, int job) implements Outcome {}

/** It is stored, then replaced by a later row with its id. */
record Replaced() implements Outcome {}

/** It becomes a dead letter with these reasons. */
record Rejected(String what, List<Violation> violations) implements Outcome {}

/** A rule that a row breaks; no field where the whole row is meant. */
record Violation(String field, String code) {}

/** A row of the file, and what must become of it. */
record Row(List<String> cells, Outcome outcome) {

    static Row plain(Hire hire) {
        return new Row(hire.cells(), new Stored(hire.at(), hire.department(), hire.job()));
    }

    Row numbered(String id) {
        String[] numbered = cells.toArray(String[]::new);
        numbered[ID] = numbered[ID].replace(STAR, id);
        return new Row(List.of(numbered), outcome);
    }

    boolean isStored() {
        return outcome instanceof Stored;
    }
}

/** Puts the hire's values in the place of the stars. */
static List<String> filled(List<String> template, List<String> cells) {
    List<String> filled = new ArrayList<>(template);
    for (int i = 0; i < Math.min(template.size(), cells.size()); i++) {
        filled.set(i, template.get(i).replace(STAR, cells.get(i)));
    }
    return filled;
}

// ---- What is sound, if odd ------------------------------------------------------------------------------------------

/** A sound row that a careless reader gets wrong. */
record Oddity(String what, List<String> template) {

    static Oddity named(String what, String name) {
        return new Oddity(what, List.of("*", name, "*", "*", "*"));
    }

    static Oddity hiredAt(String what, String datetime) {
        return new Oddity(what, List.of("*", "*", datetime, "*", "*"));
    }

    boolean setsTheTime() {
        return !template.get(DATETIME).contains(STAR);
    }

    Instant at(Hire hire) {
        return setsTheTime() ? OffsetDateTime.parse(template.get(DATETIME)).toInstant() : hire.at();
    }

    Row of(Hire hire) {
        return new Row(filled(template, hire.cells()), new Stored(at(hire), hire.department(), hire.job()));
    }
}

static final List<Oddity> ODDITIES = List.of(
        Oddity.named("a comma", "Ruiz, Alba"),
        Oddity.named("quotes", "Paulina \"Pau\" Vidal"),
        Oddity.named("nothing but quotes at the end", "Ines \"Nes\""),
        Oddity.named("a line break", "Maria\nde la Fuente"),
        Oddity.named("a line break of two characters", "Anders\r\nBjörk"),
        Oddity.named("comma, quotes and line break at once", "\"Bo\", called\n\"Bobo\", Lund"),
        Oddity.named("quoted without need", "\"Nils Needless\""),
        new Oddity("every field quoted", List.of("\"*\"", "\"*\"", "\"*\"", "\"*\"", "\"*\"")),
        Oddity.named("accents", "Åsa Çelik-Ñáñez y Žižková"),
        Oddity.named("a combining accent", "Zoe\u0308 Quist"),
        Oddity.named("characters of four bytes", "Joy 🎉 Adeyemi 👩🏽‍🚀"),
        Oddity.named("another script", "山田 花子"),
        Oddity.named("from right to left", "ليلى حداد"),
        Oddity.named("looks like SQL", "Robin'); DROP TABLE jobs; --"),
        Oddity.named("looks like HTML", "<b>Ida</b> & <script>alert(1)</script>"),
        Oddity.named("looks like a formula", "=1+1"),
        Oddity.named("COPY's null", "\\N"),
        Oddity.named("COPY's end", "\\."),
        Oddity.named("backslashes", "Tom\\nas \\ Back\\\\slash"),
        Oddity.named("the word null", "null"),
        Oddity.named("255 characters", "Wilhelmina ".repeat(23) + "Ek"),
        Oddity.named("255 characters of two bytes", "Ø".repeat(255)),
        Oddity.named("255 characters once trimmed", "   " + "Annabel ".repeat(31) + "Sjöberg   "),
        new Oddity("blanks around everything", List.of("  *", " * ", " *  ", "* ", "   * ")),
        new Oddity("tabs around everything", List.of("\t*", "\t*\t", "*\t", "\t*", "*\t\t")),
        new Oddity("the largest id", List.of("9223372036854775807", "*", "*", "*", "*")),
        Oddity.hiredAt("tenths of a second", "2021-03-14T15:09:26.5Z"),
        Oddity.hiredAt("milliseconds", "2021-08-19T06:45:12.347Z"),
        Oddity.hiredAt("microseconds", "2022-02-02T22:22:22.222222Z"),
        Oddity.hiredAt("east of Greenwich", "2021-05-20T09:15:00+05:30"),
        Oddity.hiredAt("west of Greenwich", "2021-09-09T21:40:05-03:00"),
        Oddity.hiredAt("offset and fraction", "2022-11-11T11:11:11.110+09:45"),
        Oddity.hiredAt("offset nought", "2022-06-01T12:00:00+00:00"),
        Oddity.hiredAt("29 February of another offset's day", "2021-03-01T00:30:00+01:00"),
        Oddity.hiredAt("April there, first quarter in UTC", "2021-04-01T01:00:00+03:00"),
        Oddity.hiredAt("June there, third quarter in UTC", "2021-06-30T22:00:00-04:00"),
        Oddity.hiredAt("2022 there, 2021 in UTC", "2022-01-01T00:30:00+02:00"),
        Oddity.hiredAt("2021 there, 2022 in UTC", "2021-12-31T23:30:00-05:00"),
        Oddity.hiredAt("the first instant of the year", "2021-01-01T00:00:00Z"),
        Oddity.hiredAt("the last instant of the year, not to be rounded up", "2021-12-31T23:59:59.999999999Z"),
        new Oddity("2021 there, 2020 in UTC", List.of("*", "Eve Early", "2021-01-01T00:59:59+01:00", "*", "*")),
        new Oddity("last microsecond of 2020", List.of("*", "Lena Last", "2020-12-31T23:59:59.999999Z", "*", "*")),
        new Oddity("first instant of 2023", List.of("*", "Fritz First", "2023-01-01T00:00:00Z", "*", "*")),
        new Oddity("2022 there, 2023 in UTC", List.of("*", "Nina Next", "2022-12-31T20:00:00-04:00", "*", "*")));

/** An earlier row with a hire's id, so many rows before it: the later one wins. */
record Earlier(String what, int before, List<String> template) {}

static final List<Earlier> EARLIER_ROWS = List.of(
        new Earlier("another name, just before", 1, List.of("*", "* (as it was misspelt)", "*", "*", "*")),
        new Earlier("another name, long before", 900, List.of("*", "Name Before Marriage", "*", "*", "*")),
        new Earlier("the same row", 2, List.of("*", "*", "*", "*", "*")),
        new Earlier("another time, department and job", 300, List.of("*", "*", "2022-08-08T08:08:08Z", "9", "183")));

// ---- What is faulty -------------------------------------------------------------------------------------------------

/** A kind of fault: how many rows of the sample have it, what such a row looks like, and the rules that it breaks. */
record Fault(int times, String what, List<String> template, List<Violation> violations) {

    Row of(Hire hire) {
        return new Row(filled(template, hire.cells()), new Rejected(what, violations));
    }
}

static Fault fault(int times, String what, List<String> template, Violation... violations) {
    return new Fault(times, what, template, List.of(violations));
}

static Violation breaks(String field, String code) {
    return new Violation(field, code);
}

// A field breaks at most one rule: what is no integer has no range, and what is out of range refers to nothing. A row
// with a wrong number of columns breaks that rule alone, as nobody knows which cell is which field.
static final List<Fault> FAULTS = List.of(
        fault(2, "no id", List.of("", "*", "*", "*", "*"), breaks("id", "missing")),
        fault(7, "no name", List.of("*", "", "*", "*", "*"), breaks("name", "missing")),
        fault(6, "no datetime", List.of("*", "*", "", "*", "*"), breaks("datetime", "missing")),
        fault(7, "no department", List.of("*", "*", "*", "", "*"), breaks("department_id", "missing")),
        fault(6, "no job", List.of("*", "*", "*", "*", ""), breaks("job_id", "missing")),
        fault(1, "a blank id", List.of("  ", "*", "*", "*", "*"), breaks("id", "missing")),
        fault(1, "a blank name", List.of("*", "   ", "*", "*", "*"), breaks("name", "missing")),
        fault(1, "a quoted empty name", List.of("*", "\"\"", "*", "*", "*"), breaks("name", "missing")),
        fault(1, "a blank datetime", List.of("*", "*", " \t ", "*", "*"), breaks("datetime", "missing")),
        fault(1, "a blank department", List.of("*", "*", "*", " ", "*"), breaks("department_id", "missing")),
        fault(1, "a blank job", List.of("*", "*", "*", "*", "\"  \""), breaks("job_id", "missing")),
        fault(1, "a badge for an id", List.of("E-*", "*", "*", "*", "*"), breaks("id", "not_an_integer")),
        fault(1, "an id in two parts", List.of("12 34", "*", "*", "*", "*"), breaks("id", "not_an_integer")),
        fault(
                1,
                "a department's name",
                List.of("*", "*", "*", "Finance", "*"),
                breaks("department_id", "not_an_integer")),
        fault(1, "an exponent", List.of("*", "*", "*", "1e1", "*"), breaks("department_id", "not_an_integer")),
        fault(1, "a fraction", List.of("*", "*", "*", "*", "12.5"), breaks("job_id", "not_an_integer")),
        fault(1, "a hexadecimal number", List.of("*", "*", "*", "*", "0x1F"), breaks("job_id", "not_an_integer")),
        fault(1, "id 0", List.of("0", "*", "*", "*", "*"), breaks("id", "out_of_range")),
        fault(1, "a negative id", List.of("-*", "*", "*", "*", "*"), breaks("id", "out_of_range")),
        fault(1, "2^63", List.of("9223372036854775808", "*", "*", "*", "*"), breaks("id", "out_of_range")),
        fault(1, "department 0", List.of("*", "*", "*", "0", "*"), breaks("department_id", "out_of_range")),
        fault(1, "a negative department", List.of("*", "*", "*", "-*", "*"), breaks("department_id", "out_of_range")),
        fault(
                1,
                "2^65 + 1, which is 1 to those who cut it off",
                List.of("*", "*", "*", "36893488147419103233", "*"),
                breaks("department_id", "out_of_range")),
        fault(1, "job 0", List.of("*", "*", "*", "*", "0"), breaks("job_id", "out_of_range")),
        fault(1, "-2^63 - 1", List.of("*", "*", "*", "*", "-9223372036854775809"), breaks("job_id", "out_of_range")),
        fault(
                1,
                "a name of 256 characters",
                List.of("*", "Wilhelmina ".repeat(23) + "Eck", "*", "*", "*"),
                breaks("name", "too_long")),
        fault(
                1,
                "a quoted name of 2,000 characters",
                List.of("*", "Pia, ".repeat(399) + "Pilar", "*", "*", "*"),
                breaks("name", "too_long")),
        fault(1, "no offset", List.of("*", "*", "2021-07-27T16:02:08", "*", "*"), breaks("datetime", "bad_datetime")),
        fault(1, "a date only", List.of("*", "*", "2021-07-27", "*", "*"), breaks("datetime", "bad_datetime")),
        fault(
                1,
                "30 February",
                List.of("*", "*", "2021-02-30T10:00:00Z", "*", "*"),
                breaks("datetime", "bad_datetime")),
        fault(
                1,
                "29 February of a year that has none",
                List.of("*", "*", "2021-02-29T10:00:00Z", "*", "*"),
                breaks("datetime", "bad_datetime")),
        fault(1, "month 13", List.of("*", "*", "2022-13-01T10:00:00Z", "*", "*"), breaks("datetime", "bad_datetime")),
        fault(1, "hour 25", List.of("*", "*", "2022-03-01T25:00:00Z", "*", "*"), breaks("datetime", "bad_datetime")),
        fault(1, "words", List.of("*", "*", "next Monday", "*", "*"), breaks("datetime", "bad_datetime")),
        fault(1, "day first", List.of("*", "*", "27/07/2021 16:02", "*", "*"), breaks("datetime", "bad_datetime")),
        fault(1, "department 13", List.of("*", "*", "*", "13", "*"), breaks("department_id", "unknown_reference")),
        fault(
                1,
                "a department beyond 32 bits",
                List.of("*", "*", "*", "4294967297", "*"),
                breaks("department_id", "unknown_reference")),
        fault(1, "job 184", List.of("*", "*", "*", "*", "184"), breaks("job_id", "unknown_reference")),
        fault(
                1,
                "the largest job",
                List.of("*", "*", "*", "*", "9223372036854775807"),
                breaks("job_id", "unknown_reference")),
        fault(
                1,
                "neither department nor job is known",
                List.of("*", "*", "*", "77", "777"),
                breaks("department_id", "unknown_reference"),
                breaks("job_id", "unknown_reference")),
        fault(1, "four columns", List.of("*", "*", "*", "*"), breaks(null, "wrong_column_count")),
        fault(1, "one column", List.of("-- end of page --"), breaks(null, "wrong_column_count")),
        fault(1, "six columns", List.of("*", "*", "*", "*", "*", "full-time"), breaks(null, "wrong_column_count")),
        fault(1, "a comma at the end", List.of("*", "*", "*", "*", "*", ""), breaks(null, "wrong_column_count")),
        fault(
                1,
                "a faulty correction of a stored hire, which must not touch it",
                List.of("1", "", "*", "*", "*"),
                breaks("name", "missing")),
        fault(
                1,
                "a formula for a name, and no department",
                List.of("*", "=HYPERLINK(\"http://example.org\";\"click\")", "*", "", "*"),
                breaks("department_id", "missing")),
        fault(
                1,
                "three fields wrong, one of them a reference",
                List.of("twelve", "*", "tomorrow", "*", "5000"),
                breaks("id", "not_an_integer"),
                breaks("datetime", "bad_datetime"),
                breaks("job_id", "unknown_reference")),
        fault(
                1,
                "every field wrong",
                List.of("none", " ", "soon", "-3", "0"),
                breaks("id", "not_an_integer"),
                breaks("name", "missing"),
                breaks("datetime", "bad_datetime"),
                breaks("department_id", "out_of_range"),
                breaks("job_id", "out_of_range")),
        fault(
                1,
                "nothing but commas",
                List.of("", "", "", "", ""),
                breaks("id", "missing"),
                breaks("name", "missing"),
                breaks("datetime", "missing"),
                breaks("department_id", "missing"),
                breaks("job_id", "missing")));

// ---- The sample and the big file ------------------------------------------------------------------------------------

Stream<Row> sample(Random random) {
    List<Hire> planned = planned(random);
    List<Row> opening = new ArrayList<>(); // plain, so that the file begins as an ordinary one
    while (opening.size() < 10) {
        opening.add(Row.plain(planned.removeLast()));
    }
    List<Row> rest = new ArrayList<>();
    ODDITIES.forEach(oddity -> rest.add(oddity.of(hireFor(oddity, planned))));
    planned.forEach(hire -> rest.add(Row.plain(hire)));
    for (Fault fault : FAULTS) {
        for (int i = 0; i < fault.times(); i++) {
            rest.add(fault.of(Hire.any(random)));
        }
    }
    Collections.shuffle(rest, random);
    return withEarlierRows(numbered(Stream.concat(opening.stream(), rest.stream()).toList())).stream();
}

/** One hire for each that a department must have stored, in any order. */
List<Hire> planned(Random random) {
    List<Hire> planned = new ArrayList<>();
    for (int i = 0; i < DEPARTMENTS.size(); i++) {
        int id = i + 1;
        Department department = DEPARTMENTS.get(i);
        Stream.generate(() -> Hire.any(random, id, 2021)).limit(department.hiresIn2021()).forEach(planned::add);
        Stream.generate(() -> Hire.any(random, id, 2022)).limit(department.hiresIn2022()).forEach(planned::add);
    }
    Collections.shuffle(planned, random);
    return planned;
}

/** Takes a planned hire of the oddity's year; the few of other years come on top of the plan. */
Hire hireFor(Oddity oddity, List<Hire> planned) {
    for (Hire hire : planned) {
        int year = oddity.at(hire).atOffset(ZoneOffset.UTC).getYear();
        if (year == hire.year()) {
            planned.remove(hire);
            return hire;
        }
    }
    return planned.getLast();
}

List<Row> numbered(List<Row> rows) {
    List<Row> numbered = new ArrayList<>();
    for (Row row : rows) {
        numbered.add(row.numbered(Integer.toString(numbered.size() + 1)));
    }
    return numbered;
}

/** Puts the earlier rows before stored ones that are far apart, in the last half of the file. */
List<Row> withEarlierRows(List<Row> rows) {
    for (int i = 0; i < EARLIER_ROWS.size(); i++) {
        Earlier earlier = EARLIER_ROWS.get(i);
        int place = rows.size() / 2 + 200 * i;
        while (!rows.get(place).isStored()) {
            place++;
        }
        List<String> cells = filled(earlier.template(), rows.get(place).cells());
        rows.add(place - earlier.before() + 1, new Row(cells, new Replaced()));
    }
    return rows;
}

/** As many hires as asked for, the faulty ones evenly among them, each kind in turn. Made as they are read. */
Stream<Row> bulk(Options options, Random random) {
    long hires = options.hires();
    long faults = options.faults();
    return LongStream.range(0, hires).mapToObj(i -> {
        long faultsBefore = i * faults / hires;
        boolean faulty = (i + 1) * faults / hires > faultsBefore;
        Hire hire = Hire.any(random);
        Row row = faulty ? FAULTS.get((int) (faultsBefore % FAULTS.size())).of(hire) : Row.plain(hire);
        return row.numbered(Long.toString(i + 1));
    });
}

// ---- Files ----------------------------------------------------------------------------------------------------------

void writeTables(Path folder, String start) throws IOException {
    Stream<String> departments = DEPARTMENTS.stream().map(Department::name);
    Files.writeString(folder.resolve("departments.csv"), start + numberedLines(departments));
    Files.writeString(folder.resolve("jobs.csv"), start + numberedLines(JOBS.stream()));
}

String numberedLines(Stream<String> names) {
    StringBuilder lines = new StringBuilder();
    int[] id = {0};
    names.forEach(name -> Csv.append(lines, List.of(Integer.toString(++id[0]), name)));
    return lines.toString();
}

void writeHires(Path folder, String start, Stream<Row> rows, Expected expected) throws IOException {
    try (Writer file = Files.newBufferedWriter(folder.resolve("hired_employees.csv"))) {
        file.write(start);
        StringBuilder line = new StringBuilder();
        for (Row row : (Iterable<Row>) rows::iterator) {
            line.setLength(0);
            int lines = Csv.append(line, row.cells());
            file.append(line);
            expected.count(row.outcome(), lines);
        }
    }
}

/** RFC 4180, with a line feed at the end of a row. */
static class Csv {

    /** Appends a row; answers how many lines it takes. */
    static int append(StringBuilder out, List<String> cells) {
        int lines = 1;
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            out.append(i == 0 ? "" : ",");
            if (isPlain(cell) || isQuoted(cell)) {
                out.append(cell);
            } else {
                out.append(quoted(cell));
                lines += (int) cell.chars().filter(character -> character == '\n').count();
            }
        }
        out.append('\n');
        return lines;
    }

    /** A template may ask for quotes where none are needed: those are written as they are. */
    static boolean isQuoted(String cell) {
        return cell.length() > 1 && cell.startsWith("\"") && cell.indexOf('"', 1) == cell.length() - 1;
    }

    static boolean isPlain(String cell) {
        return cell.indexOf(',') < 0 && cell.indexOf('"') < 0 && cell.indexOf('\r') < 0 && cell.indexOf('\n') < 0;
    }

    static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }
}

// ---- What is expected -----------------------------------------------------------------------------------------------

/** Hires of one year in one department and job. */
record Cell(int year, int department, int job) {}

/** Counts what must become of the rows, by the rules of the contract. */
static class Expected {
    private long received;
    private long replaced;
    private long line = 1;
    private final List<Map<String, Object>> rejects = new ArrayList<>();
    private final Map<String, Long> deadLettersByCode = new TreeMap<>();
    private final Map<String, Map<String, Long>> violations = new TreeMap<>();
    private final Map<Cell, long[]> quarters = new HashMap<>();

    void count(Outcome outcome, int lines) {
        switch (outcome) {
            case Stored stored -> countHire(stored);
            case Replaced _ -> replaced++;
            case Rejected rejected -> countReject(rejected);
        }
        received++;
        line += lines;
    }

    private void countHire(Stored hire) {
        OffsetDateTime at = hire.at().atOffset(ZoneOffset.UTC);
        Cell cell = new Cell(at.getYear(), hire.department(), hire.job());
        quarters.computeIfAbsent(cell, _ -> new long[4])[(at.getMonthValue() - 1) / 3]++;
    }

    private void countReject(Rejected rejected) {
        rejected.violations().stream()
                .map(Violation::code)
                .distinct()
                .forEach(code -> deadLettersByCode.merge(code, 1L, Long::sum));
        for (Violation violation : rejected.violations()) {
            String field = violation.field() == null ? "(row)" : violation.field();
            violations.computeIfAbsent(violation.code(), _ -> new TreeMap<>()).merge(field, 1L, Long::sum);
        }
        Map<String, Object> reject = new LinkedHashMap<>();
        reject.put("row", received);
        reject.put("line", line);
        reject.put("what", rejected.what());
        reject.put("violations", rejected.violations().stream().map(this::described).toList());
        rejects.add(reject);
    }

    private Map<String, Object> described(Violation violation) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("field", violation.field());
        described.put("code", violation.code());
        return described;
    }

    Map<String, Object> summary() {
        Map<String, Object> tables = new LinkedHashMap<>();
        tables.put("departments", table(DEPARTMENTS.size(), 0, 0));
        tables.put("jobs", table(JOBS.size(), 0, 0));
        tables.put("hired_employees", table(received, rejects.size(), replaced));
        Map<String, Object> years = new TreeMap<>();
        quarters.keySet().forEach(cell -> years.computeIfAbsent(Integer.toString(cell.year()), _ -> year(cell.year())));
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("tables", tables);
        summary.put("dead_letters_by_code", deadLettersByCode);
        summary.put("violations_by_code_and_field", violations);
        summary.put("years", years);
        summary.put("rejects", rejects);
        return summary;
    }

    /** What the receipt must say, and how many rows the table has in the end. */
    private static Map<String, Object> table(long received, long rejected, long replaced) {
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("received", received);
        table.put("stored", received - rejected);
        table.put("rejected", rejected);
        table.put("rows_in_table", received - rejected - replaced);
        return table;
    }

    private Map<String, Object> year(int year) {
        List<Map<String, Object>> byQuarter = hiredByQuarter(year);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("hires", byDepartment(year).values().stream().mapToLong(Long::longValue).sum());
        for (String quarter : List.of("Q1", "Q2", "Q3", "Q4")) {
            figures.put(quarter, byQuarter.stream().mapToLong(row -> (Long) row.get(quarter)).sum());
        }
        figures.put("hired_by_quarter_rows", byQuarter.size());
        figures.put("departments_above_mean", aboveMean(year, DEPARTMENTS.size()));
        figures.put("departments_above_mean_of_hiring", aboveMean(year, byDepartment(year).size()));
        return figures;
    }

    private Map<Integer, Long> byDepartment(int year) {
        Map<Integer, Long> hired = new TreeMap<>();
        quarters.forEach((cell, counts) -> {
            if (cell.year() == year) {
                hired.merge(cell.department(), Arrays.stream(counts).sum(), Long::sum);
            }
        });
        return hired;
    }

    /** Strictly above: hired × departments > all hires, in whole numbers. */
    private Map<String, Object> aboveMean(int year, int departments) {
        Map<Integer, Long> hired = byDepartment(year);
        long hires = hired.values().stream().mapToLong(Long::longValue).sum();
        List<Map<String, Object>> above = new ArrayList<>();
        hired.entrySet().stream()
                .filter(department -> department.getValue() * departments > hires)
                .sorted(Map.Entry.<Integer, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(department -> above.add(answer(department.getKey(), department.getValue())));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("mean", BigDecimal.valueOf(hires).divide(BigDecimal.valueOf(departments), 4, RoundingMode.HALF_UP));
        answer.put("departments", above);
        return answer;
    }

    private static Map<String, Object> answer(int department, long hired) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", department);
        answer.put("department", DEPARTMENTS.get(department - 1).name());
        answer.put("hired", hired);
        return answer;
    }

    /** As the metric answers. These names lie in the basic plane, where String's order is that of the code points. */
    List<Map<String, Object>> hiredByQuarter(int year) {
        List<Map<String, Object>> rows = new ArrayList<>();
        quarters.forEach((cell, counts) -> {
            if (cell.year() == year) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("department", DEPARTMENTS.get(cell.department() - 1).name());
                row.put("job", JOBS.get(cell.job() - 1));
                for (int quarter = 0; quarter < 4; quarter++) {
                    row.put("Q" + (quarter + 1), counts[quarter]);
                }
                rows.add(row);
            }
        });
        rows.sort(Comparator.<Map<String, Object>, String>comparing(row -> (String) row.get("department"))
                .thenComparing(row -> (String) row.get("job")));
        return rows;
    }
}

/** Just enough of JSON. */
static class Json {

    static String pretty(Map<String, Object> object) {
        return pretty(object, "\n") + "\n";
    }

    /** An object a line. */
    static String lines(List<Map<String, Object>> rows) {
        return rows.stream().map(Json::compact).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    /** Objects of objects spread over lines; lists have a line for each element. */
    private static String pretty(Object value, String newLine) {
        String inner = newLine + "  ";
        return switch (value) {
            case Map<?, ?> map when map.values().stream().anyMatch(Json::isNested) ->
                map.entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ": " + pretty(entry.getValue(), inner))
                        .collect(Collectors.joining("," + inner, "{" + inner, newLine + "}"));
            case List<?> list when !list.isEmpty() ->
                list.stream().map(Json::compact).collect(Collectors.joining("," + inner, "[" + inner, newLine + "]"));
            default -> compact(value);
        };
    }

    private static boolean isNested(Object value) {
        return value instanceof Map || value instanceof List;
    }

    private static String compact(Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ": " + compact(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list -> list.stream().map(Json::compact).collect(Collectors.joining(", ", "[", "]"));
            case Number number -> number.toString();
            default -> quoted(value);
        };
    }

    private static String quoted(Object text) {
        return '"' + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
