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

    /** LIST: other systems RPUSH events as JSON. */
    public String inbox() {
        return prefix() + "inbox";
    }

    /** STREAM: accepted events, raw. */
    public String events() {
        return prefix() + "events";
    }

    /** The name of the keyed outbox, the prefix of a STREAM for each chat and of the component's own keys. */
    public String outbox() {
        return prefix() + "outbox";
    }

    /** SET: the instances that have published what route files they have in force. */
    public String routeFiles() {
        return prefix() + "route-files";
    }

    /** HASH, expires: by file, the digest of what this instance has in force. */
    public String routeFiles(String instance) {
        return prefix() + "route-files:" + instance;
    }

    /** STREAM: invalid events with the reason and the raw bytes. */
    public String rejected() {
        return prefix() + "rejected";
    }

    /** STRING, expires: the JSON of one accepted event, stored once for all its recipients. */
    public String event(String ref) {
        return prefix() + "event:" + ref;
    }

    /** STRING, expires: the reference of the event of this id and status that was dispatched last. */
    public String seen(String id, String status) {
        return prefix() + "seen:" + status + ":" + id;
    }

    /** The keys of the ledger begin with it. */
    public String ledger() {
        return prefix() + "ledger:";
    }

    /** HASH, expires: the reference of each event accepted in this second of the epoch to its dispatch record. */
    public String ledgerDispatched(long second) {
        return ledger() + "dispatched:" + second;
    }

    /**
     * HASH, expires: the recipients of one event whom its dispatch did not select. Field {@code <chat>}: instead of an
     * unreachable recipient; field {@code <chat>:handover}: at the start of duty; field {@code <chat>:escalated}: nobody took
     * it; field {@code <chat>:unsilenced}: still open at the end of a silence.
     */
    public String ledgerAdditionalRecipients(String ref) {
        return ledger() + "others:" + ref;
    }

    /** SET, expires: the references of the events with this sender's id, duplicates included. */
    public String ledgerEventsOfId(String id) {
        return ledger() + "id:" + id;
    }

    /** STREAM, expires: the delivery records of one chat, an entry for each message. */
    public String ledgerDeliveries(long chat) {
        return ledger() + "told:" + chat;
    }

    /** HASH: the counts of the ledger since the first event. */
    public String ledgerCounts() {
        return ledger() + "sum";
    }

    /** HASH: chat id to the JSON of its user. */
    public String users() {
        return prefix() + "users";
    }

    /** STRING: a number, incremented with each change of a user. */
    public String usersVersion() {
        return prefix() + "users:version";
    }

    /** HASH: phone to the chat of its user; the empty field has the value of {@link #usersVersion} that it belongs to. */
    public String usersByPhone() {
        return prefix() + "users:phones";
    }

    /** HASH: phone to the JSON of a person. */
    public String people() {
        return prefix() + "people";
    }

    /** HASH: area to its name. */
    public String areas() {
        return prefix() + "areas";
    }

    /** HASH: area to the steps of its own escalation. */
    public String areaEscalations() {
        return prefix() + "areas:escalations";
    }

    /** HASH: area to JSON, what else it has of its own. */
    public String areaRules() {
        return prefix() + "areas:rules";
    }

    /** HASH: CIDR block to its area. */
    public String ranges() {
        return prefix() + "ranges";
    }

    /** STRING: a number, incremented with each change of the directory. */
    public String directoryVersion() {
        return prefix() + "directory:version";
    }

    /** STRING: which replacement of the directory was the last. */
    public String directoryReplacement() {
        return prefix() + "directory:replacement";
    }

    /** STRING: the JSON of why the directory's files are not in force. */
    public String directoryRefusal() {
        return prefix() + "directory:refusal";
    }

    /** STRING, expires: the digest of the refused files that an administrator has accepted. */
    public String directoryAccepted() {
        return prefix() + "directory:accepted";
    }

    /**
     * HASH, expires: a part of a directory that is not in force yet.
     *
     * @param replacement which one
     * @param part the name of the key that it is to become
     */
    public String directoryStaged(String replacement, String part) {
        return prefix() + "directory:staged:" + replacement + ":" + part;
    }

    /** Channel: the directory has changed. */
    public String directoryChanged() {
        return prefix() + "directory:changed";
    }

    /** STRING: the JSON of one incident; expires after it is closed. */
    public String incident(String key) {
        return prefix() + "incident:" + key;
    }

    /** STRING: the number of the incident that was opened last. */
    public String lastIncidentNumber() {
        return prefix() + "incidents:number";
    }

    /** STRING: the key of the incident with this number; expires with the incident. */
    public String incidentOfNumber(long number) {
        return prefix() + "incident-number:" + number;
    }

    /** STRING: the JSON of the owner of the incident of this key; expires with the incident. */
    public String owner(String key) {
        return prefix() + "owner:" + key;
    }

    /** LIST: what became of the incident of this key, oldest first, each as JSON; expires with the incident. */
    public String history(String key) {
        return prefix() + "history:" + key;
    }

    /**
     * HASH: chat to the JSON of its card of the incident of this key; {@code storm <chat>} if the incident is folded into the
     * storm of that chat; {@code group <chat>} or {@code group <chat>/<topic>} to the JSON of the copy in a group; expires with
     * the incident.
     */
    public String cards(String key) {
        return prefix() + "cards:" + key;
    }

    /**
     * HASH, expires: the key of each incident that is folded into the storm of a chat to its JSON; the empty field is the
     * card's.
     */
    public String storm(long chat) {
        return prefix() + "storm:" + chat;
    }

    /** ZSET: keys of incidents whose cards do not show their last state, by the epoch milliseconds of the change. */
    public String outdatedCards() {
        return prefix() + "cards:outdated";
    }

    /** ZSET: keys of incidents that groups have not been told of yet, by the epoch milliseconds at which they opened. */
    public String openedIncidents() {
        return prefix() + "cards:opened";
    }

    /** HASH: a group, or a topic of a group as {@code <chat>/<topic>}, to the JSON of its binding. */
    public String bindings() {
        return prefix() + "bindings";
    }

    /** STRING, expires: the JSON of the digest of several incidents that this message of a group is. */
    public String groupDigest(long chat, long message) {
        return prefix() + "group-digest:" + chat + ":" + message;
    }

    /** STRING, expires: the message of the last digest of a group or topic. */
    public String lastGroupDigest(String place) {
        return prefix() + "group-digest:" + place;
    }

    /** ZSET: keys of incidents that escalate, by the epoch milliseconds at which their next step is due. */
    public String escalations() {
        return prefix() + "escalations";
    }

    /** ZSET: keys of incidents with an owner, by the epoch milliseconds at which the owner is asked, or loses the incident. */
    public String ownerReminders() {
        return prefix() + "owner-reminders";
    }

    /** STRING, expires: the epoch milliseconds at which the owner of the incident of this key last reported something. */
    public String ownerReport(String key) {
        return prefix() + "owner-report:" + key;
    }

    /** STRING, expires: the last report after which the owner of the incident of this key was asked. */
    public String ownerAsked(String key) {
        return prefix() + "owner-asked:" + key;
    }

    /** STRING, expires: the JSON of who has accepted the duty of this chat that ends then, for one area. */
    public String acceptedShift(long chat, long until, String area) {
        return prefix() + "shift-accepted:" + chat + ":" + until + ":" + area;
    }

    /** HASH: the name of each source that must be heard of to the epoch milliseconds at which it last was. */
    public String sourcesHeard() {
        return prefix() + "sources:heard";
    }

    /** HASH: the name of each source that is reported as overdue to the epoch milliseconds at which it was. */
    public String sourcesOverdue() {
        return prefix() + "sources:overdue";
    }

    /** HASH: the id of each silence that has not ended to its JSON. */
    public String silences() {
        return prefix() + "silences";
    }

    /** STRING, expires: the number of events that this silence has kept from being sent. */
    public String silencedEvents(String silence) {
        return prefix() + "silenced-events:" + silence;
    }

    /** SET, expires: the keys of the incidents under this silence, open or closed since. */
    public String silencedIncidents(String silence) {
        return prefix() + "silenced:" + silence;
    }

    /** STRING, expires: the end of this silence is requested, and is not requested again for a while. */
    public String silenceEnding(String silence) {
        return prefix() + "silence-ending:" + silence;
    }

    /** STRING: the number of the drill that was planned last. */
    public String lastDrillNumber() {
        return prefix() + "drills:number";
    }

    /** HASH, expires: the area of a drill, who was sent its event, and when they answered, in epoch milliseconds. */
    public String drill(long number) {
        return prefix() + "drill:" + number;
    }

    /** ZSET: the numbers of drills without a last report, by the epoch milliseconds at which their time is up. */
    public String runningDrills() {
        return prefix() + "drills";
    }

    /** SET: the chats that got a message about the incident of this key; expires with the incident. */
    public String holders(String key) {
        return prefix() + "holders:" + key;
    }

    /** ZSET: keys of the open incidents, by the epoch milliseconds of their last event. */
    public String openIncidents() {
        return prefix() + "incidents:open";
    }

    /** HASH: the reference of each event that has reached nobody, to what its later recipients depend on. */
    public String missed() {
        return prefix() + "missed";
    }

    /** STRING, expires: the JSON of the scene of a chat. */
    public String scene(long chat) {
        return prefix() + "scene:" + chat;
    }

    /** STRING, expires: the JSON of a message that an administrator has written. */
    public String announcement(String name) {
        return prefix() + "announcement:" + name;
    }

    /** SET, expires: the chats that got the message of an administrator. */
    public String received(String name) {
        return prefix() + "received:" + name;
    }

    /** STRING, expires: the token of the holder of a lease. */
    public String lease(String name) {
        return prefix() + "lease:" + name;
    }

    /**
     * STRING, expires: the epoch milliseconds at which a message last made a sound in a chat, and whether its status wakes,
     * {@code WAKING} or {@code OTHER}, separated by a blank.
     */
    public String sounded(long chat) {
        return prefix() + "sounded:" + chat;
    }

    /**
     * STRING, expires: the epoch milliseconds at which a minute began, a blank, and how many waking events were sent alone to a
     * chat in that minute.
     */
    public String alarms(long chat) {
        return prefix() + "alarms:" + chat;
    }

    /**
     * STRING, expires: what was sent to a chat about the events of a key: the number of changes, the epoch milliseconds of the
     * last, and the lowest rank, separated by blanks.
     */
    public String changes(long chat, String key) {
        return prefix() + "changes:" + chat + ":" + key;
    }

    /**
     * ZSET: {@code <chat> <generation> <key>} of the incidents whose repeats make no sound in a chat, by the epoch
     * milliseconds at which they sound again.
     */
    public String mutedRepeats() {
        return prefix() + "muted-repeats";
    }

    /** STRING, expires: the key of the incident whose card this message of a chat is or was. */
    public String cardMessage(long chat, long message) {
        return prefix() + "card-message:" + chat + ":" + message;
    }

    /**
     * SET, expires: the keys of the incidents that changed while the person of this chat, who has their cards, was not
     * reachable.
     */
    public String missedCards(long chat) {
        return prefix() + "cards:missed:" + chat;
    }

    /** STRING, expires: the JSON of a live digest of a chat. */
    public String digest(String name, long chat) {
        return prefix() + "digest:" + name + ":" + chat;
    }

    /** LIST, expires: the outbox entries of a live digest of a chat, each as the JSON of its fields. */
    public String digestEvents(String name, long chat) {
        return prefix() + "digest-events:" + name + ":" + chat;
    }

    /** ZSET: the live digests of all chats, as {@code <name> <chat>}, by the epoch milliseconds of their last events. */
    public String liveDigests() {
        return prefix() + "digests";
    }

    /** STRING: the JSON of since when delivery is paused, and by whom. */
    public String deliveryPaused() {
        return prefix() + "delivery:paused";
    }

    /** STRING, expires: administrators were sent a notice of this kind, and get none for a while. */
    public String noticeSent(String kind) {
        return prefix() + "notice:" + kind;
    }

    /** HASH: what the next notice of this kind counts, by reason. */
    public String noticeCounts(String kind) {
        return prefix() + "notice-counts:" + kind;
    }

    /** STRING, expires: the id of the last outbox entry of a held chat whose event was dispatched again, to others. */
    public String passedOn(long chat) {
        return prefix() + "passed-on:" + chat;
    }

    /** STRING, expires: the id of the last reply that was added to the outbox of a chat. */
    public String lastLateReply(long chat) {
        return prefix() + "reply:late:" + chat;
    }

    /** STRING: the id of the supergroup that replaced this group. */
    public String supergroup(long group) {
        return prefix() + "telegram:supergroup:" + group;
    }

    /**
     * The name of the keyed stream of Telegram's updates, the prefix of a STREAM for each chat and of the component's own
     * keys.
     */
    public String updates() {
        return prefix() + "updates";
    }

    /** STRING: the offset of the next Telegram update. */
    public String telegramOffset() {
        return prefix() + "telegram:offset";
    }

    /** STREAM: what people do to incidents, if that is recorded. */
    public String acted() {
        return prefix() + "acted";
    }

    /** STREAM: the steps of escalations that tell no person but a route of one's own. */
    public String escalated() {
        return prefix() + "escalated";
    }

    /** STRING, in the sandbox only: how many milliseconds its clock is ahead. */
    public String clockOffset() {
        return prefix() + "clock:offset";
    }

    /** STRING: the id of the bot that owns these keys. */
    public String telegramBot() {
        return prefix() + "telegram:bot";
    }

    /** STRING, expires: written by the health check, which finds out so whether Redis accepts writes. */
    public String healthProbe() {
        return prefix() + "health";
    }
}
