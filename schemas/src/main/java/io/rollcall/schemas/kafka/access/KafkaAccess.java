package io.rollcall.schemas.kafka.access;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ResourceNotFoundException;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/**
 * Gives users of Kafka their passwords (SCRAM-SHA-512, RFC 5802) and their rights, and takes them away. A user's rights
 * are set anew each time: one that is no longer wanted does not stay.
 */
final class KafkaAccess {

    private static final ScramCredentialInfo SCRAM = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 8192);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    /** Who the brokers and their administrator are by their certificates, and everybody who does not sign in. */
    private static final List<String> WITHOUT_PASSWORD = List.of("broker", "admin", "ANONYMOUS");

    private static final int PASSWORD_BYTES = 24;

    private final Admin admin;

    KafkaAccess(Admin admin) {
        this.admin = admin;
    }

    /** Lets a service in. */
    void admit(ServiceUser service, String password) {
        admit(service.user(), password, service.rights());
    }

    /**
     * Lets a program in that publishes records by itself, or gives it another password.
     *
     * @param tables the names of the tables whose raw topics it may write to, all if there are none
     * @return its password
     * @throws IllegalArgumentException for a name that is not 1 to 63 letters, digits, dots, dashes and underscores,
     *     for one that a service has, and for a table that there is not
     */
    String admitProducer(String name, List<String> tables) {
        requireProducer(name);
        Tables known = Tables.fromClassPath();
        Rights rights = Rights.of(name);
        for (Table table : known) {
            if (tables.isEmpty() || tables.contains(table.name())) {
                rights.topic(table.rawTopic(), AclOperation.WRITE);
            }
        }
        List<String> unknown = new ArrayList<>(tables);
        known.forEach(table -> unknown.remove(table.name()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("There is no table " + String.join(", ", unknown) + ".");
        }
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        admit(name, password, rights);
        return password;
    }

    /** Lets a program in no longer. What it has sent stays. */
    void dismissProducer(String name) {
        requireProducer(name);
        await(admin.deleteAcls(List.of(everyRightOf(name))).all());
        try {
            alter(new UserScramCredentialDeletion(name, SCRAM.mechanism()));
        } catch (ResourceNotFoundException e) {
            throw new IllegalArgumentException("There is no producer " + name + ".", e);
        }
    }

    private void admit(String user, String password, Rights rights) {
        List<AclBinding> wanted = rights.bindings();
        List<AclBindingFilter> unwanted = await(
                        admin.describeAcls(everyRightOf(user)).values())
                .stream()
                .filter(right -> !wanted.contains(right))
                .map(AclBinding::toFilter)
                .toList();
        await(admin.deleteAcls(unwanted).all());
        alter(new UserScramCredentialUpsertion(user, SCRAM, password)); // who has the former one gets no new right
        await(admin.createAcls(wanted).all());
    }

    private void alter(UserScramCredentialAlteration alteration) {
        await(admin.alterUserScramCredentials(List.of(alteration)).all());
    }

    private static AclBindingFilter everyRightOf(String user) {
        return new AclBindingFilter(
                ResourcePatternFilter.ANY,
                new AccessControlEntryFilter(
                        Rights.principalOf(user), /* host= */ null, AclOperation.ANY, AclPermissionType.ANY));
    }

    private static void requireProducer(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A producer's name is 1 to 63 letters, digits, dots, dashes and underscores.");
        }
        boolean taken = WITHOUT_PASSWORD.contains(name);
        for (ServiceUser service : ServiceUser.values()) {
            taken |= service.user().equals(name);
        }
        if (taken) {
            throw new IllegalArgumentException("'" + name + "' is the name of a part of Rollcall; take another.");
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
