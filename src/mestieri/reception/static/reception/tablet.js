// The tablet at the door: one touch, one count.
//
// The token comes once in the fragment of the pairing link and stays in this browser. Each
// touch makes its own UUID; until the server has answered, the touch is kept (in memory and
// in localStorage, under a key of its own) and sent again with the same UUID, so that it
// counts exactly once. No time is kept: the server's clock says when.
"use strict";

(() => {
  const TOKEN = "mestieri.token";
  const SETTING = "mestieri.setting";
  const TAP = "mestieri.tap.";
  const TOKEN_SHAPE = /^[A-Za-z0-9_-]{22,}$/;
  const DOUBLE_TAP = 700; // ms in which a second touch of the same button is the same touch
  const CHECK_SHOWN = 900; // ms
  const PATIENCE = 10_000; // ms before an answer is given up
  const REFRESH = 60_000; // ms between two readings of the setting
  const FIRST_WAIT = 1_000; // ms, doubled at each failure
  const LONGEST_WAIT = 60_000;

  const byId = (id) => document.getElementById(id);
  const tablet = byId("tablet");
  const says = tablet.dataset;

  // --- what this browser keeps; where it may keep nothing, memory alone serves ---------
  const keep = {
    read(key) { try { return localStorage.getItem(key); } catch { return null; } },
    write(key, value) { try { localStorage.setItem(key, value); } catch { /* memory alone */ } },
    forget(key) { try { localStorage.removeItem(key); } catch { /* memory alone */ } },
    keys() { try { return Object.keys(localStorage); } catch { return []; } },
  };

  const waiting = new Map(); // UUID → need, in the order of the touches
  const lastTouch = new Map(); // need → moment
  let token = null;
  let counted = 0; // the day's number as the server last told it
  let sending = false;
  let failures = 0;
  let retryTimer = 0;
  let deliveries = 0; // grows at each answer, so that an older reading is not believed

  function newUuid() {
    // crypto.randomUUID does not exist over plain http, which a local network may use.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  // --- what is shown ---------------------------------------------------------------------
  function showNumber() {
    byId("tablet-number").textContent = String(counted + waiting.size);
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
    const number = waiting.size;
    const words = number === 1 ? says.waitingOne : says.waitingMany.replace("{number}", String(number));
    byId("tablet-waiting").textContent = number ? words : "";
    byId("tablet-retry").hidden = !number;
  }

  function showSetting(setting) {
    byId("tablet-centre").textContent = setting.centre;
    byId("tablet-point").textContent = setting.point === setting.centre ? "" : setting.point;
    document.body.classList.toggle("theme-neutral", setting.theme === "neutral");
    byId("tablet-counting").hidden = !setting.counts;
    byId("tablet-day").hidden = !setting.counts;
    showNotice(setting.refusal, setting.notice);
  }

  function showUnpaired(sentence) {
    byId("tablet-counting").hidden = true;
    byId("tablet-day").hidden = true;
    byId("tablet-said").textContent = "";
    showNotice(sentence);
  }

  function showCheck(button) {
    button.classList.remove("is-counted");
    void button.offsetWidth; // starts the animation again at a touch that follows closely
    button.classList.add("is-counted");
    setTimeout(() => button.classList.remove("is-counted"), CHECK_SHOWN);
    if (navigator.vibrate) navigator.vibrate(30);
    byId("tablet-said").textContent =
      `${says.counted}: ${button.dataset.label}. ` +
      says.today.replace("{number}", String(counted + waiting.size));
  }

  // --- speaking with the server ----------------------------------------------------------
  async function ask(url, options = {}) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
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
      return { status: response.status, body: isJson ? await response.json() : {} };
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
    forgetTapsOfAnotherPlace(body);
    keep.write(SETTING, JSON.stringify(body));
    if (before === deliveries && !sending) counted = body.today;
    showSetting(body);
    showNumber();
    if (body.counts) send();
  }

  function forgetTapsOfAnotherPlace(setting) {
    const known = rememberedSetting();
    if (!known || (known.centre === setting.centre && known.point === setting.point)) return;
    for (const tap of [...waiting.keys()]) settle(tap);
  }

  function rememberedSetting() {
    try { return JSON.parse(keep.read(SETTING)); } catch { return null; }
  }

  function settle(tap) {
    waiting.delete(tap);
    keep.forget(TAP + tap);
    deliveries += 1;
  }

  async function send() {
    if (sending || !token || waiting.size === 0) return;
    sending = true;
    clearTimeout(retryTimer);
    let goOn = true;
    while (goOn && waiting.size) goOn = await sendFirst();
    sending = false;
    showNumber();
    showWaiting();
  }

  // Send the oldest touch; whether the next may follow at once.
  async function sendFirst() {
    const [tap, purpose] = waiting.entries().next().value;
    const { status, body } = await ask(says.visitsUrl, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ tap, purpose }),
    });
    if (status === 200 || status === 201) {
      settle(tap);
      counted += 1;
      failures = 0;
      if (waiting.size) showWaiting();
      else showTrouble("");
      return true;
    }
    if (status === 400 || status === 409) {
      settle(tap); // it will never be counted: say why, and go on with the others
      showTrouble(body.sentence || says.trouble);
      showNumber();
      if (status === 409) setTimeout(readSetting, 0);
      return true;
    }
    if (status === 401) showUnpaired(body.sentence);
    else tryLater(status === 0 ? says.noLine : says.trouble);
    return false;
  }

  function tryLater(sentence) {
    showTrouble(sentence);
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures);
    failures += 1;
    clearTimeout(retryTimer);
    retryTimer = setTimeout(send, wait * (0.75 + Math.random() / 2));
  }

  // --- touches and pairing ---------------------------------------------------------------
  function touched(event) {
    const button = event.currentTarget;
    const purpose = button.dataset.purpose;
    const now = performance.now();
    if (now - (lastTouch.get(purpose) ?? -Infinity) < DOUBLE_TAP) return;
    lastTouch.set(purpose, now);
    const tap = newUuid();
    waiting.set(tap, purpose);
    keep.write(TAP + tap, purpose);
    showNumber();
    showCheck(button);
    if (!byId("tablet-trouble").hidden) showWaiting();
    send();
  }

  function takeTokenFromAddress() {
    const offered = location.hash.slice(1);
    if (!TOKEN_SHAPE.test(offered)) return false;
    keep.write(TOKEN, offered);
    token = offered;
    history.replaceState(null, "", location.pathname + location.search);
    return true;
  }

  function start() {
    token = token ?? keep.read(TOKEN);
    if (!token) return showUnpaired(says.unpaired);
    const known = rememberedSetting();
    if (known) showSetting(known);
    showNumber();
    readSetting();
  }

  for (const key of keep.keys()) {
    if (key.startsWith(TAP)) waiting.set(key.slice(TAP.length), keep.read(key));
  }
  for (const button of document.querySelectorAll("[data-purpose]")) {
    button.addEventListener("click", touched);
  }
  byId("tablet-retry").addEventListener("click", () => { failures = 0; send(); });
  window.addEventListener("online", () => { failures = 0; send(); });
  window.addEventListener("hashchange", () => { if (takeTokenFromAddress()) start(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) readSetting(); });
  setInterval(readSetting, REFRESH);
  takeTokenFromAddress();
  start();
})();
