package dev.vestnik.start.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.start.ctl.OperatorBean.Operation;
import dev.vestnik.start.ctl.OperatorBean.Parameter;
import dev.vestnik.start.settings.NearestName;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ctl [noun [verb [arguments]]]}: the operations of the MBeans of a running Vestnik, as Jolokia lists them, so that
 * neither has more than the other. {@code status} reads the attributes of a noun.
 */
public final class CtlCommand {
    /** The first argument. */
    public static final String NAME = "ctl";

    static final int DONE = 0;
    /** The service refused the operation. */
    static final int REFUSED = 1;

    static final int WRONG_USAGE = 2;
    static final int UNREACHABLE = 3;
    static final int NO_LOGIN = 4;

    private static final String STATUS = "status";

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    public CtlCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.err = err;
    }

    /** @return the exit status: 0 done, 1 refused by the service, 2 wrong usage, 3 no Vestnik answers, 4 no login */
    public int run(List<String> arguments) {
        try {
            CtlOptions options = CtlOptions.parse(arguments, environment);
            run(options, new JolokiaClient(options), new CtlOutput(out, options.json()));
            return DONE;
        } catch (CtlException refused) {
            err.println(refused.sentence());
            return refused.status();
        } finally {
            out.flush();
            err.flush();
        }
    }

    private void run(CtlOptions options, JolokiaClient client, CtlOutput output) throws CtlException {
        JsonNode list = client.ask(Map.of("type", "list", "path", OperatorBean.DOMAIN));
        Map<String, OperatorBean> beans = OperatorBean.all(list);
        List<String> words = options.words();
        if (words.isEmpty()) {
            output.print(beans(beans.values(), options.json()));
            return;
        }
        OperatorBean bean = beans.get(words.get(0));
        if (bean == null) {
            throw unknown("noun", words.get(0), beans.keySet());
        }
        if (words.size() == 1) {
            output.print(verbs(bean));
            return;
        }
        String verb = words.get(1);
        Operation operation = bean.operations().stream()
                .filter(one -> one.verb().equals(verb))
                .findFirst()
                .orElse(null);
        if (operation != null) {
            List<Object> values = values(bean, operation, words.subList(2, words.size()));
            output.print(client.ask(Map.of(
                    "type", "exec",
                    "mbean", bean.objectName(),
                    "operation", operation.signature(),
                    "arguments", values,
                    "config", Map.of("includeStackTrace", "false"))));
        } else if (verb.equals(STATUS)
                && words.size() == 2
                && !bean.attributes().isEmpty()) {
            output.print(client.ask(Map.of("type", "read", "mbean", bean.objectName())));
        } else {
            throw unknown("verb of " + bean.noun(), verb, verbNames(bean));
        }
    }

    private static CtlException unknown(String what, String name, Collection<String> known) {
        return new CtlException(
                WRONG_USAGE,
                "There is no " + what + " '" + name + "', but '" + NearestName.of(name, known) + "'; there are "
                        + String.join(", ", known));
    }

    private static List<String> verbNames(OperatorBean bean) {
        List<String> names = new ArrayList<>();
        if (!bean.attributes().isEmpty()) {
            names.add(STATUS);
        }
        bean.operations().forEach(operation -> names.add(operation.verb()));
        return names;
    }

    private static ObjectNode beans(Collection<OperatorBean> beans, boolean json) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        beans.forEach(bean -> all.put(
                bean.noun(),
                json ? bean.description() : String.join(", ", verbNames(bean)) + ": " + bean.description()));
        return all;
    }

    private static ObjectNode verbs(OperatorBean bean) {
        ObjectNode verbs = JsonNodeFactory.instance.objectNode();
        if (!bean.attributes().isEmpty()) {
            verbs.put(STATUS, "Shows " + String.join(", ", bean.attributes().keySet()));
        }
        bean.operations().forEach(operation -> verbs.put(operation.usage(), operation.description()));
        return verbs;
    }

    /** In the order of the parameters, or as {@code name=value}; a parameter whose description allows it may be missing. */
    private static List<Object> values(OperatorBean bean, Operation operation, List<String> words) throws CtlException {
        List<String> positional = new ArrayList<>();
        Map<String, String> named = new HashMap<>();
        for (String word : words) {
            Optional<Parameter> parameter = operation.parameters().stream()
                    .filter(one -> word.startsWith(one.name() + "="))
                    .findFirst();
            if (parameter.isPresent()) {
                named.put(parameter.get().name(), word.substring(word.indexOf('=') + 1));
            } else {
                positional.add(word);
            }
        }
        List<Object> values = new ArrayList<>();
        for (Parameter parameter : operation.parameters()) {
            String word = named.get(parameter.name());
            if (word == null && !positional.isEmpty()) {
                word = positional.remove(0);
            }
            if (word == null && !parameter.optional()) {
                throw wrong(bean, operation, parameter.name() + " is missing: " + parameter.description());
            }
            values.add(value(bean, operation, parameter, word == null ? "" : word));
        }
        if (!positional.isEmpty()) {
            throw wrong(bean, operation, "'" + positional.get(0) + "' is too much");
        }
        return values;
    }

    private static Object value(OperatorBean bean, Operation operation, Parameter parameter, String word)
            throws CtlException {
        if (!parameter.isNumber()) {
            return word;
        }
        String digits = word.isEmpty() ? "0" : word.replaceFirst("^#", "");
        if (!digits.matches("[0-9]{1,9}")) {
            throw wrong(bean, operation, parameter.name() + " is a number, not '" + word + "'");
        }
        return Long.valueOf(digits);
    }

    private static CtlException wrong(OperatorBean bean, Operation operation, String what) {
        return new CtlException(WRONG_USAGE, what + ". Usage: ctl " + bean.noun() + " " + operation.usage());
    }
}
