package dev.vestnik.store;

/**
 * Every Redis key of one bot, with its type. All start with the bot's name, so that bots can share a Redis; a name in
 * braces, such as <code>{vestnik}</code>, puts all of them into one slot of a Redis Cluster.
 *
 * @param bot the bot's name, {@code MICROSERVICE_BOT_NAME}
 */
public record Keys(String bot) {
    /** The prefix of every key, also the components' {@code keyPrefix}. */
    public String prefix() {
        return bot + ":";
    }

    /** LIST: others RPUSH events as JSON here. */
    public String inbox() {
        return prefix() + "inbox";
    }

    /** STREAM: accepted events, raw. */
    public String events() {
        return prefix() + "events";
    }

    /** The common start of the keyed outbox: a STREAM per chat, and the component's own keys beside them. */
    public String outbox() {
        return prefix() + "outbox";
    }

    /** STREAM: what was no event, with the reason and the raw bytes. */
    public String rejected() {
        return prefix() + "rejected";
    }

    /** STRING, expires: the JSON of one accepted event, stored once for all its recipients. */
    public String event(String ref) {
        return prefix() + "event:" + ref;
    }

    /** STRING, expires: an event of this id and status was dispatched. */
    public String seen(String id, String status) {
        return prefix() + "seen:" + status + ":" + id;
    }

    /** HASH, expires: by its reference what dispatch decided about each event that came in this second of the epoch. */
    public String ledgerDispatched(long second) {
        return prefix() + "ledger:dispatched:" + second;
    }

    /**
     * HASH, expires: who else got one event. Field {@code <chat>}: instead of somebody unreachable; field {@code
     * <chat>:handover}: on coming on duty.
     */
    public String ledgerOthers(String ref) {
        return prefix() + "ledger:others:" + ref;
    }

    /** SET, expires: the references of the events that came with this id of their sender's, repeated ones included. */
    public String ledgerId(String id) {
        return prefix() + "ledger:id:" + id;
    }

    /** STREAM, expires: what became of the events of one chat, a message an entry. */
    public String ledgerTold(long chat) {
        return prefix() + "ledger:told:" + chat;
    }

    /** HASH: how many lines of the ledger say what, since the first event. */
    public String ledgerSum() {
        return prefix() + "ledger:sum";
    }

    /** HASH: chat id to the JSON of its user. */
    public String users() {
        return prefix() + "users";
    }

    /** STRING: a number that grows with each change of a user. */
    public String usersVersion() {
        return prefix() + "users:version";
    }

    /** HASH: phone to the JSON of a person. */
    public String people() {
        return prefix() + "people";
    }

    /** HASH: area to its name. */
    public String areas() {
        return prefix() + "areas";
    }

    /** HASH: CIDR block to its area. */
    public String ranges() {
        return prefix() + "ranges";
    }

    /** STRING: a number that grows with each change of the directory. */
    public String directoryVersion() {
        return prefix() + "directory:version";
    }

    /** Channel: the directory has changed. */
    public String directoryChanged() {
        return prefix() + "directory:changed";
    }

    /** STRING: the JSON of one incident; expires only once closed. */
    public String incident(String key) {
        return prefix() + "incident:" + key;
    }

    /** SET: the chats that the incident of this key was sent to; expires with the incident. */
    public String holders(String key) {
        return prefix() + "holders:" + key;
    }

    /** ZSET: keys of the open incidents, by the epoch milliseconds of their last event. */
    public String openIncidents() {
        return prefix() + "incidents:open";
    }

    /** STRING, expires: the JSON of the scene that a chat is in. */
    public String scene(long chat) {
        return prefix() + "scene:" + chat;
    }

    /** STRING, expires: the token of the holder of a lease. */
    public String lease(String name) {
        return prefix() + "lease:" + name;
    }

    /** STRING, expires: up to which entry of its outbox a chat has had the sound. */
    public String sounded(long chat) {
        return prefix() + "sounded:" + chat;
    }

    /** STRING: the id of the supergroup that this group has become. */
    public String supergroup(long group) {
        return prefix() + "telegram:supergroup:" + group;
    }

    /** STRING: the offset of the next Telegram update. */
    public String telegramOffset() {
        return prefix() + "telegram:offset";
    }

    /** STRING: the id of the bot that these keys belong to. */
    public String telegramBot() {
        return prefix() + "telegram:bot";
    }
}
