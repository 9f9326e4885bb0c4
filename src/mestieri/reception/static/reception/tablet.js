// The tablet at the door: one touch, one count, and ten seconds to take it back.
//
// The token comes once in the fragment of the pairing link and stays in this browser. Each
// touch makes its own UUID and is kept (tablet-queue.js) until the server has said what came
// of it; it is sent again with the same UUID, so that it counts exactly once. A touch keeps
// the time of this clock and, if known, how far the server's is from it: the server counts it
// in the half hour in which it happened, whatever this clock says.
"use strict";

(async () => {
  const TOKEN = "mestieri.token";
  const SETTING = "mestieri.setting";
  const TOKEN_SHAPE = /^[A-Za-z0-9_-]{22,}$/;
  const DOUBLE_TAP = 700; // ms in which a second touch of the same button is the same touch
  const CHECK_SHOWN = 900; // ms
  const UNDO = 10_000; // ms in which a touch may be taken back
  const ANSWERS = 50_000; // ms in which something may still be said about it
  const PATIENCE = 15_000; // ms before an answer is given up
  const REFRESH = 60_000; // ms between two readings of the setting
  const FIRST_WAIT = 1_000; // ms, doubled at each failure
  const LONGEST_WAIT = 60_000;
  const CLOCK_STEP = 5_000; // ms: more between two looks at both clocks means one was set
  const AT_ONCE = 200; // touches in one post
  const SETTLED = ["counted", "already_counted", "taken_back", "too_late"];
  const HELD = ["centre_not_open", "point_out_of_use"];

  const byId = (id) => document.getElementById(id);
  const says = byId("tablet").dataset;
  const queue = tabletQueue;

  // --- what this browser keeps besides the queue; where it may keep nothing, memory serves --
  const kept = {
    read(key) { try { return localStorage.getItem(key); } catch { return null; } },
    write(key, value) { try { localStorage.setItem(key, value); } catch { /* memory alone */ } },
  };

  const lastTouch = new Map(); // need → moment
  const held = new Set(); // UUIDs that wait for the centre or the point to open
  let token = null;
  let setting = null;
  let counted = 0; // the day's number as the server last told it
  let sending = false;
  let failures = 0;
  let retryTimer = 0;
  let deliveries = 0; // grows at each answer, so that an older reading is not believed
  let atOnce = AT_ONCE;
  let mustRecount = false; // the server had counted something before it was asked: read its number again
  let after = null; // the touch that may still be taken back or told something about
  let afterTimers = [];

  function newUuid() {
    // crypto.randomUUID does not exist over plain http, which a local network may use.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  // --- two clocks: the one on the wall may be set, the other only goes on -----------------
  const clock = {
    offset: null, // server's minus this one's, in ms; null when not known
    wall: Date.now(),
    steady: performance.now(),
    look() {
      const wall = Date.now(), steady = performance.now();
      // Set while nobody looked, or the tablet slept: the next answer tells again.
      if (Math.abs(wall - this.wall - (steady - this.steady)) > CLOCK_STEP) this.offset = null;
      [this.wall, this.steady] = [wall, steady];
    },
    learn(server, asked) {
      if (typeof server !== "number") return;
      this.look();
      const waited = performance.now() - asked.steady;
      // Set while the answer was on its way: it tells nothing of the clock of now.
      if (Math.abs(Date.now() - asked.wall - waited) > CLOCK_STEP) return;
      this.offset = Math.round(server + waited / 2 - Date.now());
    },
    isToday(entry) {
      const shift = entry.offset ?? this.offset ?? 0;
      return new Date(entry.at + shift).toDateString() ===
        new Date(Date.now() + (this.offset ?? shift)).toDateString();
    },
  };

  // --- what waits -------------------------------------------------------------------------
  const isHere = (entry) => setting !== null && entry.place === setting.place;
  const waiting = () => queue.all().filter((entry) => !entry.aside && isHere(entry));
  const toSend = () => waiting().filter((entry) => !held.has(entry.tap));
  const setAside = () => queue.all().filter((entry) => entry.aside || (setting && !isHere(entry)));

  function number() {
    let shown = counted;
    for (const entry of waiting()) {
      if (!clock.isToday(entry)) continue;
      if (!entry.counted && !entry.taken_back_at) shown += 1;
      if (entry.counted && entry.taken_back_at) shown -= 1;
    }
    return Math.max(0, shown);
  }

  // --- what is shown ----------------------------------------------------------------------
  function showNumber() {
    says.queue = String(queue.entries.size);
    byId("tablet-number").textContent = String(number());
  }

  function showNotice(first, second = "") {
    byId("tablet-notice").hidden = !first;
    byId("tablet-notice-first").textContent = first;
    byId("tablet-notice-second").textContent = second;
  }

  function showTrouble(sentence) {
    byId("tablet-trouble").hidden = !sentence;
    byId("tablet-trouble-sentence").textContent = sentence;
    showWaiting();
  }

  function showWaiting() {
    const size = setting ? waiting().length : queue.entries.size;
    const words = size === 1 ? says.waitingOne : says.waitingMany.replace("{number}", String(size));
    byId("tablet-waiting").textContent = size ? words : "";
    byId("tablet-retry").hidden = !size;
    showAside();
  }

  // Touches that will not be counted from here: what, when and why, until somebody has read it.
  function showAside() {
    const aside = setAside();
    byId("tablet-aside").hidden = aside.length === 0;
    byId("tablet-aside-number").textContent = says.aside.replace("{number}", String(aside.length));
    const why = new Set(aside.map((entry) => entry.aside || says.elsewhere));
    byId("tablet-aside-why").textContent = [...why].join(" ");
    const lines = new Map();
    for (const entry of aside) {
      const button = document.querySelector(`[data-purpose="${CSS.escape(entry.purpose)}"]`);
      const moment = new Date(entry.at + (entry.offset ?? clock.offset ?? 0));
      moment.setMinutes(moment.getMinutes() < 30 ? 0 : 30, 0, 0);
      const when = moment.toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
      const line = [entry.place_name, when, button ? button.dataset.label : entry.purpose].filter(Boolean).join(" · ");
      lines.set(line, (lines.get(line) || 0) + 1);
    }
    byId("tablet-aside-list").replaceChildren(...[...lines].map(([line, times]) => {
      const item = document.createElement("li");
      item.textContent = `${line}: ${times}`;
      return item;
    }));
  }

  function showSetting() {
    byId("tablet-centre").textContent = setting.centre;
    byId("tablet-point").textContent = setting.point === setting.centre ? "" : setting.point;
    document.body.classList.toggle("theme-neutral", setting.theme === "neutral");
    byId("tablet-counting").hidden = !setting.counts;
    byId("tablet-after").hidden = !setting.counts;
    byId("tablet-day").hidden = !setting.counts;
    showNotice(setting.refusal, setting.notice);
    showAside();
  }

  function showUnpaired(sentence) {
    byId("tablet-counting").hidden = true;
    byId("tablet-after").hidden = true;
    byId("tablet-day").hidden = true;
    byId("tablet-said").textContent = "";
    showNotice(sentence);
    showTrouble(queue.entries.size ? says.kept : "");
    byId("tablet-retry").hidden = true;
  }

  function showCheck(button) {
    button.classList.remove("is-counted");
    void button.offsetWidth; // starts the animation again at a touch that follows closely
    button.classList.add("is-counted");
    setTimeout(() => button.classList.remove("is-counted"), CHECK_SHOWN);
    if (navigator.vibrate) navigator.vibrate(30);
    say(`${says.counted}: ${button.dataset.label}. ` + says.today.replace("{number}", String(number())));
  }

  function say(words) {
    byId("tablet-said").textContent = words;
  }

  // --- after a touch: take it back, or say something more, or do nothing at all -----------
  function offerAfter(entry, label) {
    closeAfter();
    after = { entry, questions: [...(setting.questions || [])] };
    byId("tablet-after-counted").textContent = `${says.counted}: ${label}`;
    byId("tablet-undo").hidden = false;
    byId("tablet-after").classList.add("is-open");
    showQuestion();
    afterTimers = [
      setTimeout(() => { byId("tablet-undo").hidden = true; }, UNDO),
      setTimeout(closeAfter, UNDO),
    ];
  }

  function closeAfter() {
    afterTimers.forEach(clearTimeout);
    after = null;
    byId("tablet-after").classList.remove("is-open");
    byId("tablet-answers").replaceChildren();
    byId("tablet-asked").textContent = "";
  }

  function showQuestion() {
    const question = after.questions.shift();
    byId("tablet-asked").textContent = question ? question.label : "";
    const answers = question ? [...question.answers, { code: "", label: says.notSaid }] : [];
    byId("tablet-answers").replaceChildren(...answers.map(({ code, label }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "tablet-answer";
      button.textContent = label;
      button.dataset.answer = code;
      button.addEventListener("click", () => answer(question.name, code));
      return button;
    }));
  }

  const sinceTouch = (entry) => Math.round(performance.now() - entry.steady);

  function answer(name, code) {
    const { entry } = after;
    if (code && sinceTouch(entry) < ANSWERS) {
      entry[name] = code;
      entry.changed_at = entry.at + sinceTouch(entry);
      queue.keep(entry);
      showNumber();
      send();
    }
    clearTimeout(afterTimers.pop());
    afterTimers.push(setTimeout(closeAfter, UNDO)); // as long again for the next question
    showQuestion();
    if (byId("tablet-answers").firstChild) byId("tablet-answers").firstChild.focus();
    else if (byId("tablet-undo").hidden) closeAfter();
  }

  function takeBack() {
    if (!after) return;
    const { entry } = after;
    closeAfter();
    if (sinceTouch(entry) > UNDO) return;
    if (entry.sent) {
      entry.taken_back_at = entry.at + sinceTouch(entry);
      queue.keep(entry);
      send();
    } else {
      queue.forget(entry.tap); // nobody else has heard of it
    }
    lastTouch.delete(entry.purpose);
    showNumber();
    showWaiting();
    if (!waiting().length) showTrouble("");
    say(says.takenBack);
    byId("tablet-question").focus();
  }

  // --- speaking with the server -----------------------------------------------------------
  async function ask(url, options = {}) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    const asked = { wall: Date.now(), steady: performance.now() };
    try {
      const response = await fetch(url, {
        ...options,
        cache: "no-store",
        credentials: "omit",
        signal: patience.signal,
        headers: {
          "Accept-Language": document.documentElement.lang,
          Authorization: `Bearer ${token}`,
          ...options.headers,
        },
      });
      const isJson = (response.headers.get("Content-Type") || "").startsWith("application/json");
      const body = isJson ? await response.json() : {};
      clock.learn(body.now, asked);
      return { status: response.status, body };
    } catch {
      return { status: 0, body: {} };
    } finally {
      clearTimeout(timer);
    }
  }

  async function readSetting() {
    if (!token) return;
    const before = deliveries;
    const { status, body } = await ask(says.settingUrl);
    if (status === 401) return showUnpaired(body.sentence);
    if (status !== 200) return; // the next reading will do
    const isAnother = setting === null || setting.place !== body.place || setting.counts !== body.counts;
    if (isAnother) held.clear();
    setting = body;
    kept.write(SETTING, JSON.stringify(body));
    if (before === deliveries && !sending) counted = body.today;
    showSetting();
    showNumber();
    send();
  }

  function asSent(entry) {
    const sent = { tap: entry.tap, purpose: entry.purpose, at: entry.at };
    for (const name of ["offset", "changed_at", "taken_back_at", "age_band", "first_time", "residence_zone", "audience"]) {
      if (entry[name] !== undefined && entry[name] !== null) sent[name] = entry[name];
    }
    return sent;
  }

  async function send() {
    if (sending || !token) return;
    sending = true;
    clearTimeout(retryTimer);
    let goOn = true;
    while (goOn && toSend().length) goOn = await sendSome(toSend().slice(0, atOnce));
    sending = false;
    if (mustRecount) {
      mustRecount = false;
      await readSetting();
    }
    showNumber();
    showWaiting();
  }

  // Send the oldest touches; whether the next may follow at once.
  async function sendSome(batch) {
    const versions = new Map();
    for (const entry of batch) {
      entry.sent = true;
      versions.set(entry.tap, entry.version);
    }
    clock.look();
    const { status, body } = await ask(says.visitsUrl, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ now: Date.now(), taps: batch.map(asSent) }),
    });
    if (status === 200 || status === 201) return settle(batch, versions, body);
    if (status === 400 || status === 413) return sendFewer(batch, body);
    if (status === 401) showUnpaired(body.sentence);
    else tryLater(status === 0 ? says.noLine : says.trouble);
    return false;
  }

  function settle(batch, versions, body) {
    let refusal = "";
    failures = 0;
    deliveries += 1;
    for (const entry of batch) {
      const outcome = body.outcomes[entry.tap];
      if (SETTLED.includes(outcome)) {
        count(entry, outcome);
        if (entry.version === versions.get(entry.tap)) queue.forget(entry.tap);
      } else if (HELD.includes(outcome)) {
        held.add(entry.tap);
      } else {
        entry.aside = body.sentences[outcome] || says.trouble;
        queue.keep(entry);
      }
      refusal = body.sentences[outcome] || refusal;
    }
    if (held.size) setTimeout(readSetting, 0);
    if (refusal || !toSend().length) showTrouble(refusal);
    else showWaiting();
    showNumber();
    return true;
  }

  function count(entry, outcome) {
    const wasCounted = Boolean(entry.counted);
    entry.counted = outcome !== "taken_back";
    // Its first answer was lost: whether the number read meanwhile holds it, this page cannot tell.
    if (outcome === "already_counted" && !wasCounted) mustRecount = true;
    if (clock.isToday(entry)) counted += Number(entry.counted) - Number(wasCounted);
    if (outcome === "too_late") delete entry.taken_back_at;
  }

  // A post that cannot be read or is too long: one touch at fault must not hold the others.
  function sendFewer(batch, body) {
    if (batch.length > 1) {
      atOnce = Math.ceil(batch.length / 2);
      return true;
    }
    batch[0].aside = body.sentence || says.trouble;
    queue.keep(batch[0]);
    atOnce = AT_ONCE;
    showTrouble(batch[0].aside);
    return true;
  }

  function tryLater(sentence) {
    showTrouble(sentence);
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures);
    failures += 1;
    clearTimeout(retryTimer);
    retryTimer = setTimeout(send, wait * (0.75 + Math.random() / 2));
  }

  // --- touches and pairing ----------------------------------------------------------------
  function touched(event) {
    const button = event.currentTarget;
    const purpose = button.dataset.purpose;
    const steady = performance.now();
    if (steady - (lastTouch.get(purpose) ?? -Infinity) < DOUBLE_TAP) return;
    clock.look();
    const at = Date.now();
    const entry = {
      tap: newUuid(), purpose, at, steady, order: at, offset: clock.offset,
      place: setting.place, place_name: setting.point,
    };
    queue.keep(entry);
    showNumber();
    showCheck(button);
    offerAfter(entry, button.dataset.label);
    if (!byId("tablet-trouble").hidden) showWaiting();
    lastTouch.set(purpose, performance.now()); // from here: a slow tablet may take its time above
    send();
  }

  function takeTokenFromAddress() {
    const offered = location.hash.slice(1);
    if (!TOKEN_SHAPE.test(offered)) return false;
    if (offered !== kept.read(TOKEN)) {
      // Where this token counts is not known yet: nothing of another place may go with it.
      setting = null;
      kept.write(SETTING, "null");
    }
    kept.write(TOKEN, offered);
    token = offered;
    held.clear();
    failures = 0;
    history.replaceState(null, "", location.pathname + location.search);
    return true;
  }

  function rememberedSetting() {
    try { return JSON.parse(kept.read(SETTING)); } catch { return null; }
  }

  function start() {
    token = token ?? kept.read(TOKEN);
    if (!token) return showUnpaired(says.unpaired);
    if (setting) showSetting();
    else for (const part of ["tablet-counting", "tablet-after", "tablet-day"]) byId(part).hidden = true;
    showTrouble("");
    showNumber();
    readSetting();
  }

  function workOffLine() {
    // Only where there is HTTPS (or this very machine): the page then also opens without a line.
    if (window.isSecureContext && navigator.serviceWorker) {
      navigator.serviceWorker.register(says.workerUrl, { scope: says.scope })
        .then(keepThisPage).then(() => { says.opensOffLine = "yes"; }, () => {});
    }
  }

  // The worker keeps what is asked from now on; this page was asked before it was there.
  async function keepThisPage() {
    await navigator.serviceWorker.ready;
    const parts = performance.getEntriesByType("resource")
      .filter((part) => ["script", "link", "img", "css"].includes(part.initiatorType))
      .map((part) => part.name);
    const store = await caches.open(says.cache);
    await store.addAll([...new Set([location.pathname, location.pathname + location.search, ...parts])]);
  }

  takeTokenFromAddress();
  setting = rememberedSetting();
  await queue.load();
  for (const button of document.querySelectorAll("[data-purpose]")) {
    button.addEventListener("click", touched);
  }
  byId("tablet-undo").addEventListener("click", takeBack);
  byId("tablet-retry").addEventListener("click", () => { failures = 0; held.clear(); send(); });
  byId("tablet-forget").addEventListener("click", () => {
    for (const entry of setAside()) queue.forget(entry.tap);
    showTrouble("");
    showNumber();
  });
  window.addEventListener("online", () => { failures = 0; readSetting(); });
  window.addEventListener("hashchange", () => { if (takeTokenFromAddress()) start(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) readSetting(); });
  setInterval(readSetting, REFRESH);
  setInterval(() => clock.look(), CLOCK_STEP);
  start();
  workOffLine();
})();
