package io.rollcall.metrics.pages;

import io.rollcall.access.Entrance;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

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
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put("place", place.text());
        model.put("alone", !Entrance.wasPassedBy(request));
        Principal user = request.getUserPrincipal();
        if (user != null) {
            model.put("user", user.getName());
        }
        return templates.process(
                template,
                new WebContext(
                        JakartaServletWebApplication.buildApplication(request.getServletContext())
                                .buildExchange(request, response),
                        Locale.ENGLISH,
                        model));
    }
}
