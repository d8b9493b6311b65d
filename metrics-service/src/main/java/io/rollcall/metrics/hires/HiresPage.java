package io.rollcall.metrics.hires;

import java.util.List;
import java.util.Optional;

/**
 * Some of the hires that a question is about.
 *
 * @param hires by id
 * @param next the question that the following hires answer, if there are any
 */
public record HiresPage(List<Hire> hires, Optional<HiresQuestion> next) {

    public HiresPage {
        hires = List.copyOf(hires);
    }

    /** Makes a page of what was read, which is one hire more than the page has if there are any to follow. */
    static HiresPage of(HiresQuestion question, List<Hire> read) {
        if (read.size() <= question.limit()) {
            return new HiresPage(read, Optional.empty());
        }
        List<Hire> hires = read.subList(0, question.limit());
        return new HiresPage(hires, Optional.of(question.after(hires.getLast().id())));
    }
}
