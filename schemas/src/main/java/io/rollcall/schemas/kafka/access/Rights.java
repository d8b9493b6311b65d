package io.rollcall.schemas.kafka.access;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What one user may do, from any host, and nothing else. To read or write something includes to know of it. */
final class Rights {

    private static final String ANY_HOST = "*";

    private final String principal;
    private final List<AclBinding> bindings = new ArrayList<>();

    private Rights(String user) {
        this.principal = principalOf(user);
    }

    static Rights of(String user) {
        return new Rights(user);
    }

    static String principalOf(String user) {
        return "User:" + user;
    }

    Rights topic(String name, AclOperation... operations) {
        return allow(ResourceType.TOPIC, PatternType.LITERAL, name, operations);
    }

    Rights topicsFrom(String prefix, AclOperation... operations) {
        return allow(ResourceType.TOPIC, PatternType.PREFIXED, prefix, operations);
    }

    Rights group(String name, AclOperation... operations) {
        return allow(ResourceType.GROUP, PatternType.LITERAL, name, operations);
    }

    Rights transaction(String id) {
        return transactions(PatternType.LITERAL, id);
    }

    Rights transactionsFrom(String prefix) {
        return transactions(PatternType.PREFIXED, prefix);
    }

    private Rights transactions(PatternType pattern, String id) {
        return allow(ResourceType.TRANSACTIONAL_ID, pattern, id, AclOperation.WRITE, AclOperation.DESCRIBE);
    }

    private Rights allow(ResourceType type, PatternType pattern, String name, AclOperation... operations) {
        ResourcePattern resource = new ResourcePattern(type, name, pattern);
        for (AclOperation operation : operations) {
            bindings.add(new AclBinding(
                    resource, new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW)));
        }
        return this;
    }

    List<AclBinding> bindings() {
        return List.copyOf(bindings);
    }
}
