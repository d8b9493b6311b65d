package io.rollcall.access.tokens;

import com.github.benmanes.caffeine.cache.Ticker;
import io.rollcall.access.AccessControlAutoConfiguration;
import io.rollcall.access.AccessProperties;
import io.rollcall.access.TokenIssuer;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

/** The wiring of sign-in; only where tokens are issued, and by us. */
@AutoConfiguration(after = AccessControlAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty("rollcall.access.issue-tokens")
@Conditional(OwnTokens.class)
public class TokensAutoConfiguration {

    @Bean
    SignIn signIn(AccessProperties properties) {
        return new SignIn(
                Users.of(properties),
                PasswordEncoderFactories.createDelegatingPasswordEncoder(),
                new SignInThrottle(Ticker.systemTicker()));
    }

    @Bean
    TokenIssuer tokenIssuer(AccessProperties properties) {
        return new TokenIssuer(properties, InstantSource.system());
    }

    @Bean
    TokenEndpoint tokenEndpoint(SignIn signIn, TokenIssuer issuer) {
        return new TokenEndpoint(signIn, issuer);
    }

    @Bean
    SessionEndpoint sessionEndpoint(SignIn signIn, TokenIssuer issuer) {
        return new SessionEndpoint(signIn, issuer);
    }
}
