package io.rollcall.metrics.pages;

import io.rollcall.access.Entrance;
import io.rollcall.pages.Frame;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.WebContext;

/** Renders a template in the frame that all pages share, for whoever has made the current request. */
public final class PageRenderer {

    private final ITemplateEngine templates;

    public PageRenderer(ITemplateEngine templates) {
        this.templates = templates;
    }

    /** The page as HTML; the template finds its content under the name {@code page}. */
    String render(String template, Place place, Object page) {
        ServletRequestAttributes current = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        HttpServletRequest request = current.getRequest();
        HttpServletResponse response = Objects.requireNonNull(current.getResponse(), "a request has a response");
        WebContext frame = Frame.around(page, !Entrance.wasPassedBy(request), request, response);
        frame.setVariable("place", place.text());
        return templates.process(template, frame);
    }
}
