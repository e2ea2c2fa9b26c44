package dev.vestnik.component.redisstreams.drain;

import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.ReaderConnection;
import io.lettuce.core.output.VoidOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;

/**
 * Internal to the component. Waits for elements of a list without taking any: Redis moves the first element from the head of
 * the list to the head of the same list, which is one step and changes nothing. A blocking pop would lose the element if the
 * client died.
 */
public final class ListWait implements AutoCloseable {
    private final ReaderConnection connection;
    private final String list;
    private final Duration block;

    /** @param block how long one wait takes */
    public ListWait(Connections connections, String list, Duration block) {
        this.connection = new ReaderConnection(connections, block, list);
        this.list = list;
        this.block = block;
    }

    /**
     * Waits for an element and drains the list. Both commands go out together, so Redis drains as soon as the wait ends.
     *
     * @return how many elements were moved; 0 if there were none within the block time, or another consumer was faster
     */
    public long drain(ListDrain drain) throws Exception {
        Connections.Link link = connection.openLink();
        if (link == null) {
            link = connection.open();
        }
        CommandArgs<String, byte[]> arguments = new CommandArgs<>(Connections.CODEC)
                .addKey(list)
                .addKey(list)
                .add("LEFT")
                .add("LEFT")
                .add(block.toMillis() / 1_000.0);
        // The element in the answer is not kept: it may be large, and the script moves it.
        var unused = link.commands().dispatch(CommandType.BLMOVE, new VoidOutput<>(Connections.CODEC), arguments);
        return drain.move(link.commands()).get();
    }

    /** Ends a wait; another thread calls this. */
    public void interrupt() {
        connection.interrupt();
    }

    @Override
    public void close() {
        connection.close();
    }
}
