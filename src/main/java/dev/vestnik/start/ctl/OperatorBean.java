package dev.vestnik.start.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An MBean {@code dev.vestnik:type=…} as Jolokia lists it. Its noun, and the verbs of its operations, are their names with
 * hyphens.
 *
 * @param attributes name to description
 */
record OperatorBean(
        String noun,
        String objectName,
        String description,
        Map<String, String> attributes,
        List<Operation> operations) {
    static final String DOMAIN = "dev.vestnik";

    OperatorBean {
        attributes = new TreeMap<>(attributes);
        operations = List.copyOf(operations);
    }

    record Operation(String verb, String name, String description, List<Parameter> parameters) {
        Operation {
            parameters = List.copyOf(parameters);
        }

        /** As Jolokia names it, e.g. {@code list(java.lang.String,int)}. */
        String signature() {
            return name + parameters.stream().map(Parameter::type).collect(Collectors.joining(",", "(", ")"));
        }

        /** E.g. {@code list stream [after] [most]}. */
        String usage() {
            return parameters.stream().map(Parameter::usage).collect(Collectors.joining("", verb, ""));
        }
    }

    record Parameter(String name, String type, String description) {
        boolean isNumber() {
            return type.equals("int") || type.equals("long");
        }

        /** Whether the description says what an empty text, or 0, stands for. */
        boolean optional() {
            return description.matches("(?s).*\\b(empty|0): .*");
        }

        private String usage() {
            return optional() ? " [" + name + "]" : " " + name;
        }
    }

    /** @param list the part of Jolokia's list for the domain */
    static Map<String, OperatorBean> all(JsonNode list) {
        Map<String, OperatorBean> all = new TreeMap<>();
        list.fields().forEachRemaining(one -> {
            String type = one.getKey().replaceFirst("^type=", "");
            OperatorBean bean = of(type, one.getValue());
            all.put(bean.noun(), bean);
        });
        return all;
    }

    private static OperatorBean of(String type, JsonNode info) {
        Map<String, String> attributes = new TreeMap<>();
        info.path("attr")
                .fields()
                .forEachRemaining(attribute -> attributes.put(
                        attribute.getKey(), attribute.getValue().path("desc").asText()));
        List<Operation> operations = new ArrayList<>();
        info.path("op").fields().forEachRemaining(operation -> {
            if (attributes.containsKey(operation.getKey().replaceFirst("^(get|is)", ""))) {
                return;
            }
            List<Parameter> parameters = new ArrayList<>();
            operation
                    .getValue()
                    .path("args")
                    .forEach(argument -> parameters.add(new Parameter(
                            argument.path("name").asText(),
                            argument.path("type").asText(),
                            argument.path("desc").asText())));
            operations.add(new Operation(
                    hyphenated(operation.getKey()),
                    operation.getKey(),
                    operation.getValue().path("desc").asText(),
                    parameters));
        });
        operations.sort(Comparator.comparing(Operation::verb));
        return new OperatorBean(
                hyphenated(type), DOMAIN + ":type=" + type, info.path("desc").asText(), attributes, operations);
    }

    private static String hyphenated(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
