package io.rollcall.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/** What the frame that all pages share needs to know, beside what a page says itself. */
public final class Frame {

    private Frame() {}

    /**
     * The context of a template that is rendered outside a view.
     *
     * @param page what the template finds under that name
     * @param alone whether console and sign-in are elsewhere, so that the frame does not lead there
     */
    public static WebContext around(
            Object page, boolean alone, HttpServletRequest request, HttpServletResponse response) {
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put("alone", alone);
        Principal user = request.getUserPrincipal();
        if (user != null) {
            model.put("user", user.getName());
        }
        return new WebContext(
                JakartaServletWebApplication.buildApplication(request.getServletContext())
                        .buildExchange(request, response),
                Locale.ENGLISH,
                model);
    }
}
