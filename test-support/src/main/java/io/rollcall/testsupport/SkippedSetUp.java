package io.rollcall.testsupport;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Where there is no Docker to set a test up with, there is nothing to take down either: JUnit would call that nevertheless, and
 * its failure would hide that the test was skipped. JUnit finds this class by itself, for every test.
 */
public final class SkippedSetUp implements InvocationInterceptor {

    private static final Namespace NAMESPACE = Namespace.create(SkippedSetUp.class);

    @Override
    public void interceptBeforeAllMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        setUp(invocation, context);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        setUp(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        takeDown(invocation, context);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        takeDown(invocation, context);
    }

    private static void setUp(Invocation<@Nullable Void> invocation, ExtensionContext context) throws Throwable {
        try {
            invocation.proceed();
        } catch (NoDockerException skipped) {
            context.getStore(NAMESPACE).put(NoDockerException.class, skipped);
            throw skipped;
        }
    }

    private static void takeDown(Invocation<@Nullable Void> invocation, ExtensionContext context) throws Throwable {
        if (context.getStore(NAMESPACE).get(NoDockerException.class) == null) {
            invocation.proceed();
        } else {
            invocation.skip();
        }
    }
}
