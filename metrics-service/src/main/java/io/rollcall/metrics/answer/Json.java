package io.rollcall.metrics.answer;

import io.rollcall.metrics.figures.Figures;
import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Figures as an array of objects whose fields stand in the order of the columns. */
final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static byte[] write(Figures figures) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartArray();
            for (List<Object> row : figures.rows()) {
                json.writeStartObject();
                for (int i = 0; i < row.size(); i++) {
                    json.writeName(figures.columns().get(i));
                    writeCell(json, row.get(i));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return bytes.toByteArray();
    }

    private static void writeCell(JsonGenerator json, Object cell) {
        if (cell instanceof Long number) {
            json.writeNumber(number);
        } else {
            json.writeString(cell.toString());
        }
    }
}
