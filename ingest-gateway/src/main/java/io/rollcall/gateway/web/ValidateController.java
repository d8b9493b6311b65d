package io.rollcall.gateway.web;

import io.rollcall.gateway.GatewayProperties;
import io.rollcall.gateway.rows.SubmissionRefusedException;
import io.rollcall.gateway.validate.Validation;
import io.rollcall.gateway.validate.Verdicts;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /validate}: each row's verdict; nothing is published. */
@RestController
final class ValidateController {

    private final Validation validation;
    private final Admission admission;
    private final Tables tables;
    private final GatewayProperties properties;

    ValidateController(Validation validation, Admission admission, Tables tables, GatewayProperties properties) {
        this.validation = validation;
        this.admission = admission;
        this.tables = tables;
        this.properties = properties;
    }

    @PostMapping(
            path = "/validate/{table}",
            consumes = {RowFormat.JSON_TYPE, RowFormat.NDJSON_TYPE, RowFormat.CSV_TYPE})
    Verdicts verdicts(@PathVariable("table") String name, HttpServletRequest request) throws IOException {
        RowFormat format = RowFormat.of(request);
        Table table = tables.named(name).orElseThrow(() -> SubmissionRefusedException.unknownTable(name));
        try (Admission.Place _ = admission.ingest(Body.bound(request, properties.maxBody()))) {
            byte[] body = Body.read(request, properties.maxBody());
            return validation.verdicts(table, format.read(body, table).rows().getOrDefault(table, List.of()));
        }
    }
}
