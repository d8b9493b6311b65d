package io.rollcall.quickstart;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Brings the CSV folder in through the gateway, unless there is something already, and shows what came of it. */
final class Demo {

    private static final int YEAR = 2021;
    private static final Duration POLL = Duration.ofMillis(200);
    /** When nothing has moved for so long, what is pending waits for a department or job that may still come. */
    private static final Duration SETTLED = Duration.ofSeconds(2);
    // Longer than references may wait.
    private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(3);

    private final Rollcall rollcall;
    private final Console console;

    Demo(Rollcall rollcall, Console console) {
        this.rollcall = rollcall;
        this.console = console;
    }

    /**
     * Brings in and shows.
     *
     * @param toTheEnd whether to wait until the receipt is closed; else rows that wait may go on doing so
     */
    void run(boolean toTheEnd) throws InterruptedException {
        GatewayClient gateway = GatewayClient.signedIn(rollcall.addresses().gateway());
        if (isDatabaseEmpty()) {
            console.say("\nBringing the CSV files in …");
            Duration patience = toTheEnd ? LONGEST_STANDSTILL : SETTLED;
            show(awaitStandstill(gateway, gateway.migrate(), patience));
        } else {
            console.say("\nThe database holds records already; the CSV files stay where they are.");
        }
        GatewayClient.Metric byQuarter = gateway.metric("hired_by_quarter", YEAR);
        console.say("\nHired by quarter, " + YEAR + "\n" + Report.hiredByQuarter(byQuarter.rows()));
        GatewayClient.Metric aboveMean = gateway.metric("departments_above_mean", YEAR);
        console.say("\nDepartments that hired more than the mean of " + aboveMean.mean() + ", " + YEAR + "\n"
                + Report.departmentsAboveMean(aboveMean.rows()) + "\n");
    }

    private void show(JsonNode receipt) {
        console.say("\nReceipt " + receipt.required("id").asString() + "\n" + Report.receipt(receipt));
        if (!isComplete(receipt)) {
            console.say("  Pending rows wait for a department or job that may still come; GET /batches/"
                    + receipt.required("id").asString() + " says what becomes of them.");
        }
    }

    private static boolean isComplete(JsonNode receipt) {
        return receipt.required("complete").asBoolean();
    }

    private boolean isDatabaseEmpty() {
        try (Connection connection = rollcall.database().connectAsReader();
                Statement statement = connection.createStatement()) {
            for (Table table : Tables.fromClassPath()) {
                String name = statement.enquoteIdentifier(table.name(), true);
                try (ResultSet row = statement.executeQuery("SELECT FROM " + name + " LIMIT 1")) {
                    if (row.next()) {
                        return false;
                    }
                }
            }
            return true;
        } catch (SQLException e) {
            throw new DemoFailedException("PostgreSQL does not say whether it is empty: " + e.getMessage(), e);
        }
    }

    /** The receipt when it is closed, or as it stands when nothing has moved for that long. */
    private JsonNode awaitStandstill(GatewayClient gateway, JsonNode first, Duration standstill)
            throws InterruptedException {
        JsonNode receipt = first;
        long movedAt = System.nanoTime();
        while (!isComplete(receipt) && System.nanoTime() - movedAt < standstill.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            JsonNode next = gateway.receipt(receipt.required("id").asString());
            if (!next.equals(receipt)) {
                movedAt = System.nanoTime();
            }
            receipt = next;
        }
        return receipt;
    }
}
