package io.rollcall.access.tokens;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds unless an external issuer is given; an empty address, as Compose passes on what is not set, is none. */
final class OwnTokens extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var external = context.getEnvironment().getProperty("rollcall.access.jwk-set-uri", "");
        return new ConditionOutcome(
                external.isBlank(), ConditionMessage.forCondition("own tokens").because("of the issuer's address"));
    }
}
