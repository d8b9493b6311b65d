package io.rollcall.gateway.docs;

import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/** Swagger UI's own files, out of its jar and under addresses with a hash of their content, as the other pages' are. */
@Configuration(proxyBeanMethods = false)
class SwaggerUiFiles implements WebMvcConfigurer {

    private static final String FOLDER = "META-INF/resources/webjars/swagger-ui/";
    private static final ClassPathResource RELEASE =
            new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties");

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/docs/ui/**")
                .addResourceLocations(new ClassPathResource(FOLDER + version() + "/"))
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .resourceChain(true)
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
    }

    /** The jar keeps its files under its version, which is the build's to choose. */
    private static String version() {
        try {
            Properties release = PropertiesLoaderUtils.loadProperties(RELEASE);
            return release.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException("Swagger UI is not on the class path", e);
        }
    }
}
