package io.rollcall.pages;

import io.rollcall.access.Entrance;
import io.rollcall.access.RefusalPage;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.servlet.resource.ResourceUrlProviderExposingInterceptor;
import org.thymeleaf.ITemplateEngine;

/** What a person sees who may not see a page: why, as whom they are signed in, and how to sign in as somebody else. */
final class RefusedPage implements RefusalPage {

    private final ITemplateEngine templates;
    private final ResourceUrlProvider assets;
    private final boolean hasConsole;

    /** @param hasConsole whether the service itself has the console */
    RefusedPage(ITemplateEngine templates, ResourceUrlProvider assets, boolean hasConsole) {
        this.templates = templates;
        this.assets = assets;
        this.hasConsole = hasConsole;
    }

    /**
     * What the template shows.
     *
     * @param scope the one that is missing; null if that is not why
     * @param signIn null where nobody can sign in
     */
    record Content(
            int status,
            @Nullable String title,
            @Nullable String detail,
            @Nullable String scope,
            @Nullable String signIn) {}

    @Override
    public void write(
            HttpServletRequest request, HttpServletResponse response, ProblemDetail problem, @Nullable String signIn)
            throws IOException {
        // A refusal comes ahead of the filter and the interceptor that give the assets' links their hashes.
        try {
            new ResourceUrlEncodingFilter().doFilter(request, response, (seen, answer) -> {
                seen.setAttribute(ResourceUrlProviderExposingInterceptor.RESOURCE_URL_PROVIDER_ATTR, assets);
                send((HttpServletRequest) seen, (HttpServletResponse) answer, content(problem, signIn));
            });
        } catch (ServletException e) {
            throw new IOException(e);
        }
    }

    private void send(HttpServletRequest request, HttpServletResponse response, Content content) throws IOException {
        boolean alone = !hasConsole && !Entrance.wasPassedBy(request);
        byte[] body = templates
                .process("rollcall/refused", Frame.around(content, alone, request, response))
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(content.status());
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT + ", " + HttpHeaders.COOKIE);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static Content content(ProblemDetail problem, @Nullable String signIn) {
        Map<String, Object> properties = problem.getProperties();
        Object scope = properties == null ? null : properties.get("scope");
        return new Content(
                problem.getStatus(),
                problem.getTitle(),
                problem.getDetail(),
                scope == null ? null : scope.toString(),
                signIn);
    }
}
