package io.rollcall.gateway.rejects;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.node.ObjectNode;

/** Writes rejects as an array of JSON, one by one. */
final class RejectsJson {

    private final OutputStream out;
    private boolean first = true;

    RejectsJson(OutputStream out) {
        this.out = out;
    }

    void element(Reject reject) {
        byte[] json = Letters.JSON.writeValueAsBytes(json(reject));
        write(first ? '[' : ',');
        first = false;
        try {
            out.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void finish() {
        if (first) {
            write('[');
        }
        write(']');
    }

    private void write(char sign) {
        try {
            out.write(sign);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode json(Reject reject) {
        ObjectNode json = Letters.JSON.createObjectNode();
        json.put("table", reject.place().table());
        json.put("row", reject.place().row());
        json.put("line", reject.line());
        json.set("original", reject.original() == null ? json.nullNode() : reject.original());
        if (reject.bytes() != null) {
            json.put("original_base64", reject.bytes());
        }
        json.putArray("violations").addAll(reject.violations());
        return json;
    }
}
