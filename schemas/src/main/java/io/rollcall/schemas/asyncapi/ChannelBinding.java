package io.rollcall.schemas.asyncapi;

import io.rollcall.schemas.Topic;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What AsyncAPI's Kafka binding 0.5.0 says of a channel: the topic as it is created. */
record ChannelBinding(int partitions, int replicas) {

    static final String VERSION = "0.5.0";

    ObjectNode of(Topic topic) {
        ObjectNode binding = JsonNodeFactory.instance.objectNode();
        binding.put("topic", topic.name()).put("partitions", partitions).put("replicas", replicas);
        ObjectNode configuration = binding.putObject("topicConfiguration");
        topic.configs().forEach((name, value) -> config(configuration, name, value));
        return binding.put("bindingVersion", VERSION);
    }

    /** The binding has the policies as a list, and numbers as numbers. */
    private static void config(ObjectNode configuration, String name, String value) {
        if (name.equals("cleanup.policy")) {
            configuration.putArray(name).add(value);
        } else if (value.chars().allMatch(Character::isDigit)) {
            configuration.put(name, Long.parseLong(value));
        } else {
            configuration.put(name, value);
        }
    }
}
