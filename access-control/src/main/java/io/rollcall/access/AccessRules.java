package io.rollcall.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * Which scope a path needs, whatever the method. The same list holds in every service, so that a call is judged alike at
 * the gateway and on the service's own port. What is not listed is denied.
 */
public final class AccessRules {

    /** Paths are Spring's path patterns; {@code /x/**} includes {@code /x}. The first that matches decides. */
    public static final List<AccessRule> ALL = List.of(
            AccessRule.open("/token"),
            AccessRule.open("/login"),
            AccessRule.open("/assets/**"),
            AccessRule.open("/favicon.ico"),
            AccessRule.signedIn("/"),
            AccessRule.signedIn("/logout"),
            AccessRule.signedIn("/pipeline"),
            AccessRule.open("/docs/**"),
            AccessRule.open("/openapi"),
            AccessRule.open("/asyncapi"),
            AccessRule.openMoreToBearers("/actuator/health/**"),
            AccessRule.open("/actuator/prometheus"),
            AccessRule.needs(Scope.INGEST, "/ingest/**"),
            AccessRule.needs(Scope.INGEST, "/migrate/**"),
            AccessRule.needs(Scope.INGEST, "/validate/**"),
            AccessRule.needs(Scope.INGEST, "/batches/**"),
            AccessRule.needs(Scope.DEAD_LETTERS, "/dead-letters/**"),
            AccessRule.needs(Scope.BACKUP, "/backup/**"),
            AccessRule.needs(Scope.BACKUP, "/backups/**"),
            AccessRule.needs(Scope.BACKUP, "/restore/**"),
            AccessRule.needs(Scope.BACKUP, "/replay/**"),
            AccessRule.needs(Scope.METRICS, "/metrics/**"));

    private AccessRules() {}

    /** The rule for a request, none if its path is not listed. */
    public static Optional<AccessRule> of(HttpServletRequest request) {
        return ALL.stream().filter(rule -> rule.matcher().matches(request)).findFirst();
    }
}
