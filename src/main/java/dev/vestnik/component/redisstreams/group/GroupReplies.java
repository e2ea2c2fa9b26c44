package dev.vestnik.component.redisstreams.group;

import dev.vestnik.component.redisstreams.client.ScriptReply;
import io.lettuce.core.models.stream.PendingMessages;
import java.util.List;

/** Internal to the component. Reads the replies of XINFO GROUPS and XPENDING. */
public final class GroupReplies {
    private GroupReplies() {}

    /** The lag of a group; -1 if Redis does not know it. */
    public static long lag(List<Object> groups, String group) {
        for (Object row : groups) {
            List<Object> fields = ScriptReply.list(row);
            String name = "";
            Object lag = null;
            for (int i = 0; i + 1 < fields.size(); i += 2) {
                switch (ScriptReply.text(fields.get(i))) {
                    case "name" -> name = ScriptReply.text(fields.get(i + 1));
                    case "lag" -> lag = fields.get(i + 1);
                    default -> {}
                }
            }
            if (name.equals(group)) {
                return lag instanceof Long number ? number : -1;
            }
        }
        return -1;
    }

    /** How long ago the oldest pending entry was written, in ms, as its id tells. */
    static long age(PendingMessages pending, long now) {
        if (pending.getCount() <= 0) {
            return pending.getCount();
        }
        String oldest = String.valueOf(pending.getMessageIds().getLower().getValue());
        return Math.max(0, now - Long.parseLong(oldest.substring(0, oldest.indexOf('-'))));
    }
}
