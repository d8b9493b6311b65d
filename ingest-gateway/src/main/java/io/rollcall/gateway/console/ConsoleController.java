package io.rollcall.gateway.console;

import io.rollcall.access.SignInPage;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.security.Principal;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The sign-in page and the console. */
@Controller
final class ConsoleController {

    private static final Map<String, String> PROBLEMS = Map.of(
            "credentials", "The name or the password is wrong.",
            "throttled", "Too many sign-ins failed. Wait a minute before the next.",
            "busy", "Too many people sign in at this moment. Try again.");

    private final Tables tables;

    ConsoleController(Tables tables) {
        this.tables = tables;
    }

    @GetMapping(path = SignInPage.PATH, produces = MediaType.TEXT_HTML_VALUE)
    String signIn(
            @RequestParam(required = false) @Nullable String back,
            @RequestParam(required = false) @Nullable String problem,
            Model model) {
        model.addAttribute("back", SignInPage.local(back));
        model.addAttribute("problem", problem == null ? null : PROBLEMS.get(problem));
        return "console/sign-in";
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    String console(Principal user, Model model) {
        model.addAttribute("user", user.getName());
        model.addAttribute("place", "console");
        model.addAttribute("tables", tables.inOrder().stream().map(Table::name).toList());
        model.addAttribute(
                "columns",
                tables.stream()
                        .map(table -> table.name() + ":" + String.join(",", table.columnNames()))
                        .collect(Collectors.joining(" ")));
        return "console/console";
    }
}
