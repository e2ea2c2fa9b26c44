/** The page's own words. What the bot says is the bot's. */
const WORDS = {
  en: {
    notice: 'Sandbox: nothing leaves this machine',
    language: 'Language of the page', tabs: 'Chats and events', events: 'Events', chats: 'Chats',
    offline: 'Vestnik does not answer, trying again…', gone: 'Vestnik does not answer. Is it running?', today: 'Today',
    message: 'Message', messageFrom: 'Message from {0}', send: 'Send', commands: 'Commands', attach: 'Share a contact',
    keyboard: 'Show or hide the keyboard', start: 'Start', empty: 'No messages here yet',
    emptyHint: 'Press Start, and Vestnik answers.', emptyGroup: 'As Clara, who is an administrator, once she is logged in: /bind@{0} * brings copies of cards here.',
    menu: 'Menu of the chat', block: 'Block the bot', unblock: 'Unblock', close: 'Hide this chat',
    blocked: 'The bot is blocked', edited: 'edited', silent: 'without sound', typing: 'typing…',
    ownContact: 'My own contact', otherContact: 'Contact of {0}', strangeContact: 'Contact of nobody in Telegram',
    why: 'Why did I get this?', whyUnknown: 'This is the bot’s answer to what you did.', download: 'Download {0}', latest: 'Newest messages',
    as: 'Write as', topic: 'In topic', noAnswer: 'The bot did not answer the button.', members: '{0} people', add: 'Show another chat…',
    pushTitle: 'Let something happen', pushHint: 'Each button puts real events into the inbox in Redis.',
    failure: 'Failure', recovery: 'Recovery', flood: 'Flood of 300', flapping: 'Flapping link',
    failureHint: 'a link in the north goes down', recoveryHint: 'the same link is up again',
    floodHint: 'three hundred at once', flappingHint: 'down and up, five times',
    own: 'Your own event', status: 'Status', title: 'Title', text: 'Text', key: 'Key', ip: 'IP', area: 'Area',
    to: 'Only to', push: 'Push', everyone: 'by the rule', pushed: 'Pushed: {0}',
    same: 'The same from a shell', copy: 'Copy', copied: 'Copied', topology: 'What the routes connect, with figures (operator’s login)', noHttp: 'POST /events is off: no token is set.',
    noRedis: 'The address of Redis is not known here.', contact: 'Contact', ok: 'OK', pressed: 'Waiting for the answer',
    unread: '{0} unread', reply: 'Reply', replyTo: 'Reply to: {0}', noReply: 'No reply', copiedText: 'Copied: {0}', copyText: 'Copies {0}',
    clock: 'Vestnik’s clock', clockHint: 'Moves the clock of Vestnik and this Telegram forward: escalations and ends of duty come at once.',
    plusFive: '+5 min', plusEight: '+8 h',
    tour: 'Try this next', tourDone: 'Done: {0}', tourDo: 'Do it',
    tourLogin: 'Log Anna in: in her chat, Start, then share the contact.', tourDuty: 'Anna goes on duty: the key, or /poolon.',
    tourFailure: 'A link fails: Anna gets a card with sound.', tourTake: 'Anna takes it: the card says who, and it stays quiet.',
    tourSecond: 'Another link fails, and nobody takes that one.', tourClock: 'Five minutes pass…',
    tourEscalation: '…and Vestnik tells Anna again: a new card, with sound. After ten it tells everybody in the north, after fifteen the administrators.',
    tourRecovery: 'The links come back: the cards turn green.',
    tourOver: 'That is all. Next: log in Clara, and /bind a group.', sampleSecond: 'Link down: core-8, port 1', sampleSecondUp: 'Link up: core-8, port 1',
    moods: 'Telegram’s moods', limits: 'Limits are enforced (429)', slow: 'Answers after two seconds', failing: 'Fails at 3 of 10 calls (502)',
    dropping: 'Does 1 of 10 calls without answering', accepted: 'Accepted: {0}', refused: 'refused: {0}', noneRefused: 'nothing refused',
    reset: 'Start over: forget all messages',
    sampleDown: 'Link down: core-7, port 3', sampleDownText: 'No light since 10:42. Backup path carries 71 % of the load.',
    sampleUp: 'Link up: core-7, port 3', sampleFlood: 'Switch {0}: CRC errors',
    sampleFlapDown: 'Link down: edge-2, port 1', sampleFlapUp: 'Link up: edge-2, port 1',
  },
  ru: {
    notice: 'Песочница: ничего не уходит с этой машины',
    language: 'Язык страницы', tabs: 'Чаты и события', events: 'События', chats: 'Чаты',
    offline: 'Вестник не отвечает, пробуем снова…', gone: 'Вестник не отвечает. Он запущен?', today: 'Сегодня',
    message: 'Сообщение', messageFrom: 'Сообщение: {0}', send: 'Отправить', commands: 'Команды', attach: 'Отправить чей-нибудь контакт',
    keyboard: 'Показать или убрать клавиатуру', start: 'Начать', empty: 'Здесь пока нет сообщений',
    emptyHint: 'Нажмите «Начать», и Вестник ответит.', emptyGroup: 'От имени Clara, она администратор, когда она вошла: /bind@{0} * — и сюда придут копии карточек.',
    menu: 'Меню чата', block: 'Заблокировать бота', unblock: 'Разблокировать', close: 'Убрать этот чат',
    blocked: 'Бот заблокирован', edited: 'изменено', silent: 'без звука', typing: 'печатает…',
    ownContact: 'Мой контакт', otherContact: 'Контакт: {0}', strangeContact: 'Контакт того, кого нет в Telegram',
    why: 'Почему это пришло мне?', whyUnknown: 'Это ответ бота на то, что вы сделали.', download: 'Скачать {0}', latest: 'К новым сообщениям',
    as: 'Пишет', topic: 'В теме', noAnswer: 'Бот не ответил на нажатие.', members: 'участников: {0}', add: 'Показать ещё чат…',
    pushTitle: 'Пусть что-нибудь случится', pushHint: 'Каждая кнопка кладёт настоящие события во входящий список в Redis.',
    failure: 'Авария', recovery: 'Устранено', flood: 'Лавина: 300', flapping: 'Линия моргает',
    failureHint: 'на севере обрывается линия', recoveryHint: 'та же линия снова работает',
    floodHint: 'триста событий разом', flappingHint: 'пять раз то есть, то нет',
    own: 'Своё событие', status: 'Статус', title: 'Заголовок', text: 'Текст', key: 'Ключ', ip: 'IP', area: 'Участок',
    to: 'Только для', push: 'Отправить', everyone: 'по правилу', pushed: 'Отправлено: {0}',
    same: 'То же из командной строки', copy: 'Копировать', copied: 'Скопировано', topology: 'Как связаны маршруты, с цифрами (вход оператора)', noHttp: 'POST /events выключен: токен не задан.',
    noRedis: 'Адрес Redis здесь неизвестен.', contact: 'Контакт', ok: 'Понятно', pressed: 'Ждём ответа',
    unread: 'непрочитанных: {0}', reply: 'Ответить', replyTo: 'Ответ на: {0}', noReply: 'Не отвечать', copiedText: 'Скопировано: {0}', copyText: 'Копирует {0}',
    clock: 'Часы Вестника', clockHint: 'Переводит вперёд часы Вестника и этого Telegram: эскалация и конец дежурства наступают сразу.',
    plusFive: '+5 мин', plusEight: '+8 ч',
    tour: 'Что попробовать дальше', tourDone: 'Сделано: {0}', tourDo: 'Сделать',
    tourLogin: 'Войдите как Анна: в её чате «Начать», затем контакт.', tourDuty: 'Анна заступает на дежурство: кнопкой или /poolon.',
    tourFailure: 'Обрывается линия: Анна получает карточку со звуком.', tourTake: 'Анна нажимает «Беру»: карточка показывает кто, и становится тихо.',
    tourSecond: 'Обрывается ещё одна линия, и её никто не берёт.', tourClock: 'Проходит пять минут…',
    tourEscalation: '…и Вестник сообщает Анне ещё раз: новая карточка со звуком. Через десять минут — всем на севере, через пятнадцать — администраторам.',
    tourRecovery: 'Линии снова работают: карточки зеленеют.',
    tourOver: 'Это всё. Дальше: войдите как Clara и привяжите группу, /bind.', sampleSecond: 'Обрыв линии: core-8, порт 1', sampleSecondUp: 'Линия работает: core-8, порт 1',
    moods: 'Причуды Telegram', limits: 'Лимиты действуют (429)', slow: 'Отвечает через две секунды', failing: 'Сбоит на 3 вызовах из 10 (502)',
    dropping: 'Выполняет 1 вызов из 10 молча', accepted: 'Принято: {0}', refused: 'отказов: {0}', noneRefused: 'отказов нет',
    reset: 'Начать заново: забыть все сообщения',
    sampleDown: 'Обрыв линии: core-7, порт 3', sampleDownText: 'Нет сигнала с 10:42. Резервный путь загружен на 71 %.',
    sampleUp: 'Линия работает: core-7, порт 3', sampleFlood: 'Коммутатор {0}: ошибки CRC',
    sampleFlapDown: 'Обрыв линии: edge-2, порт 1', sampleFlapUp: 'Линия работает: edge-2, порт 1',
  },
};

const remembered = localStorage.getItem('vestnik.language');
let language = remembered ?? (navigator.language.startsWith('ru') ? 'ru' : 'en');
const listeners = [];

/** A word in the page's language; {0} stands for what is given. */
export function word(name, given = '') {
  return WORDS[language][name].replace('{0}', given);
}

export function currentLanguage() {
  return language;
}

export function setLanguage(next) {
  language = next;
  localStorage.setItem('vestnik.language', next);
  listeners.forEach((listener) => listener());
}

/** Calls back now and whenever the language changes. */
export function onLanguage(listener) {
  listeners.push(listener);
  listener();
}
