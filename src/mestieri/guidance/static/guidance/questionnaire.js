// A questionnaire on the page alone: answers stay in the radio buttons, the result is counted
// here, nothing is sent or stored. The rules are those of `engines/questionnaires`, which the
// tests compare with these. The only post says that somebody finished, and carries nothing.
(function () {
  "use strict";

  var root = document.querySelector("[data-questionnaire]");
  if (!root) { return; }
  var isStation = String(window.name).indexOf("mestieri-station ") === 0;
  var least = Number(root.dataset.least), most = Number(root.dataset.most);
  var questions = Array.from(root.querySelectorAll("[data-question]"));
  var result = root.querySelector("[data-result]");
  var isCounted = false;

  function one(selector) { return root.querySelector(selector); }
  function show(element, isShown) { if (element) { element.classList.toggle("is-away", !isShown); } }

  // Counting -------------------------------------------------------------------------------
  function hundredths(points, all) {
    return all ? Math.floor((200 * points + all) / (2 * all)) : 0;
  }

  function levelOf(starts, percent) {
    var level = null;
    starts.forEach(function (start, number) { if (percent !== null && start <= percent) { level = number; } });
    return level;
  }

  function numbers(text) { return (text || "").trim().split(/\s+/).filter(Boolean).map(Number); }

  function answerOf(question) {
    var chosen = question.querySelector("input:checked");
    return chosen ? Number(chosen.value) : null;
  }

  function countArea(code) {
    var points = 0, answered = 0, asked = 0;
    questions.forEach(function (question) {
      if (question.dataset.area !== code) { return; }
      asked += 1;
      var answer = answerOf(question);
      if (answer === null) { return; }
      answered += 1;
      points += question.hasAttribute("data-reversed") ? most - answer : answer - least;
    });
    var all = answered * (most - least);
    var isEnough = answered > 0 && answered * 2 >= asked;
    return { code: code, points: points, most: all, percent: isEnough ? hundredths(points, all) : null };
  }

  function areaCodes() {
    var codes = [];
    questions.forEach(function (question) {
      if (codes.indexOf(question.dataset.area) < 0) { codes.push(question.dataset.area); }
    });
    var inOrder = Array.from(result.querySelectorAll("li[data-area], article[data-area]")).map(function (element) {
      return element.dataset.area;
    });
    return inOrder.length ? inOrder.filter(function (code, place) { return inOrder.indexOf(code) === place; }) : codes;
  }
  var codes = areaCodes();

  function likeness(profile, interests) {
    function mean(list) { return list.reduce(function (sum, number) { return sum + number; }, 0) / list.length; }
    var meanOne = mean(profile), meanOther = mean(interests), both = 0, one = 0, other = 0;
    profile.forEach(function (number, place) {
      var a = number - meanOne, b = interests[place] - meanOther;
      both += a * b;
      one += a * a;
      other += b * b;
    });
    var spread = Math.sqrt(one * other);
    return spread ? Math.round(both / spread * 1e6) / 1e6 : 0;
  }

  // Showing --------------------------------------------------------------------------------
  function write(element, area) {
    var percent = element.querySelector("[data-percent]"), bar = element.querySelector("[data-bar]");
    if (percent) { percent.textContent = area.percent + " %"; }
    if (bar) { bar.value = area.percent; }
  }

  function showProfile(areas) {
    var order = areas.slice().sort(function (a, b) { return b.percent - a.percent; });
    var ranking = one("[data-ranking]"), told = one("[data-told]");
    order.forEach(function (area, place) {
      var line = ranking.querySelector('[data-area="' + area.code + '"]');
      var article = told.querySelector('[data-area="' + area.code + '"]');
      write(line, area);
      ranking.appendChild(line);
      told.appendChild(article);
      show(article, place < Number(root.dataset.show));
    });
    drawShape(areas);
    showTrades(areas);
  }

  function drawShape(areas) {
    var shape = one("[data-shape]");
    if (!shape) { return; }
    shape.setAttribute("points", areas.map(function (area, number) {
      var angle = (60 * number - 90) * Math.PI / 180, length = 110 * area.percent / 100;
      return (210 + length * Math.cos(angle)).toFixed(1) + "," + (160 + length * Math.sin(angle)).toFixed(1);
    }).join(" "));
    var title = one("#hexagon-title");
    title.dataset.words = title.dataset.words || title.textContent;
    title.textContent = title.dataset.words + ": " + areas.map(function (area) {
      return nameOf(area.code) + " " + area.percent + " %";
    }).join(", ");
  }

  function nameOf(code) { return one('[data-ranking] [data-area="' + code + '"] .ranking-name').textContent; }

  function showTrades(areas) {
    var list = one("[data-trades]");
    if (!list) { return; }
    var profile = areas.map(function (area) { return area.percent; });
    var isEven = profile.every(function (number) { return number === profile[0]; });
    show(one("[data-even]"), isEven);
    show(one("[data-trades-about]"), !isEven);
    show(list, !isEven);
    if (isEven) { return; }
    var lines = Array.from(list.children).map(function (line) {
      var interests = numbers(line.dataset.interests);
      return { line: line, interests: interests, likeness: likeness(profile, interests) };
    });
    lines.sort(function (a, b) {
      return b.likeness - a.likeness || (a.line.dataset.key < b.line.dataset.key ? -1 : 1);
    });
    lines.forEach(function (ranked, place) {
      var said = ranked.line.querySelector("[data-like]");
      var order = codes.slice().sort(function (a, b) {
        return ranked.interests[codes.indexOf(b)] - ranked.interests[codes.indexOf(a)];
      });
      said.textContent = said.dataset.like + " " + nameOf(order[0]) + ", " + nameOf(order[1]);
      list.appendChild(ranked.line);
      show(ranked.line, place < 12);
    });
  }

  function showLevels(areas) {
    var points = 0, all = 0;
    areas.forEach(function (area) {
      var article = one('[data-result] [data-area="' + area.code + '"]');
      var level = levelOf(numbers(article.dataset.levels), area.percent);
      points += area.points;
      all += area.most;
      write(article, area);
      article.querySelectorAll("[data-level]").forEach(function (text) {
        show(text, Number(text.dataset.level) === level);
      });
    });
    var whole = levelOf(numbers(root.dataset.levels), hundredths(points, all));
    root.querySelectorAll("[data-whole]").forEach(function (part) {
      show(part, Number(part.dataset.whole) === whole);
    });
  }

  function showGathered() {
    root.querySelectorAll("[data-gathered]").forEach(function (part) {
      var list = part.querySelector("[data-gathered-list]");
      list.textContent = "";
      questions.forEach(function (question) {
        if (answerOf(question) !== Number(part.dataset.gathered)) { return; }
        var line = document.createElement("li");
        line.textContent = question.querySelector("legend").lastChild.textContent.trim();
        list.appendChild(line);
      });
      show(part, list.children.length > 0);
    });
  }

  function showResult() {
    var areas = codes.map(countArea);
    if (root.dataset.kind === "profilo") { showProfile(areas); }
    if (root.dataset.kind === "livelli") { showLevels(areas); }
    if (root.dataset.kind === "risposte") { showGathered(); }
    show(one("[data-questions]"), false);
    result.classList.add("is-seen");
    result.focus();
    result.scrollIntoView();
    sayFinished();
  }

  function sayFinished() {
    if (isCounted || !root.dataset.done) { return; }
    isCounted = true;
    window.fetch(root.dataset.done, { method: "POST", credentials: "omit", keepalive: true }).catch(function () {});
  }

  // Answering ------------------------------------------------------------------------------
  function isEnough() {
    return allAreas().every(function (area) { return area.percent !== null; });
  }

  function allAreas() {
    var asked = [];
    questions.forEach(function (question) {
      if (asked.indexOf(question.dataset.area) < 0) { asked.push(question.dataset.area); }
    });
    return asked.map(countArea);
  }

  function sayProgress() {
    var done = questions.filter(function (question) { return answerOf(question) !== null; }).length;
    one("[data-progress]").textContent = root.dataset.answered.replace("{done}", done).replace("{all}", questions.length);
  }

  function sayMissing() {
    var list = one("[data-missing-list]");
    list.textContent = "";
    questions.forEach(function (question, number) {
      if (answerOf(question) !== null) { return; }
      var line = document.createElement("li"), link = document.createElement("a");
      link.href = "#" + question.id;
      link.textContent = String(number + 1);
      link.addEventListener("click", function (event) {
        event.preventDefault();
        question.querySelector("input").focus();
        question.scrollIntoView();
      });
      line.appendChild(link);
      list.appendChild(line);
    });
    show(one("[data-missing]"), true);
  }

  function see() {
    if (!isEnough()) { sayMissing(); return; }
    show(one("[data-missing]"), false);
    showResult();
  }

  function change() {
    result.classList.remove("is-seen");
    show(one("[data-questions]"), true);
    show(one("[data-taken]"), false);
    questions[0].querySelector("input").focus();
    questions[0].scrollIntoView();
  }

  // The whole result is put back as it came: what is written, sorted or shown in it goes too.
  function clear() {
    root.querySelectorAll("input[type=radio]").forEach(function (input) { input.checked = false; });
    one("[data-missing-list]").textContent = "";
    var fresh = untouched.cloneNode(true);
    result.replaceWith(fresh);
    result = fresh;
    listenToResult();
    show(one("[data-missing]"), false);
    show(one("[data-old-link]"), false);
    show(one("[data-questions]"), true);
    isCounted = false;
    sayProgress();
  }

  function finish() {
    clear();
    show(one("[data-cleared]"), true);
    one("[data-cleared]").focus();
    one("[data-head]").scrollIntoView();
  }

  // Taking it away: the answers in a link, in the part that no browser sends -----------------
  function link() {
    var signs = questions.map(function (question) {
      var answer = answerOf(question);
      return answer === null ? "-" : String(answer);
    }).join("");
    return window.location.origin + window.location.pathname + "#r=" + root.dataset.fingerprint + "." + signs;
  }

  function take() {
    var box = one("[data-taken]"), isOpen = box.classList.contains("is-away");
    one("[data-take]").setAttribute("aria-expanded", String(isOpen));
    show(box, isOpen);
    if (!isOpen) { return; }
    one("[data-link]").value = link();
    one("[data-link]").select();
  }

  function copy() {
    one("[data-link]").select();
    var said = one("[data-copy-said]");
    function done() { said.textContent = root.dataset.copied; }
    if (navigator.clipboard) { navigator.clipboard.writeText(one("[data-link]").value).then(done, function () {}); }
  }

  function readLink() {
    var hash = window.location.hash;
    if (hash.indexOf("#r=") !== 0) { return; }
    window.history.replaceState(window.history.state, "", window.location.pathname);
    if (isStation) { return; }
    var carried = /^#r=([0-9a-f]{8})\.([0-9-]+)$/.exec(hash);
    if (!carried || carried[1] !== root.dataset.fingerprint || carried[2].length !== questions.length) {
      show(one("[data-old-link]"), true);
      return;
    }
    clear();
    show(one("[data-cleared]"), false);
    questions.forEach(function (question, number) {
      var input = question.querySelector('input[value="' + carried[2][number] + '"]');
      if (input) { input.checked = true; }
    });
    sayProgress();
    isCounted = true; // it was counted when it was finished
    if (isEnough()) { showResult(); }
  }

  function on(selector, act) { if (one(selector)) { one(selector).addEventListener("click", act); } }

  function listenToResult() {
    on("[data-print]", function () { window.print(); });
    on("[data-take]", take);
    on("[data-copy]", copy);
    on("[data-change]", change);
    on("[data-finished]", finish);
  }

  if (isStation && one("[data-take]")) { one("[data-take]").remove(); }
  var untouched = result.cloneNode(true);
  root.addEventListener("change", function () { show(one("[data-cleared]"), false); sayProgress(); });
  on("[data-see]", see);
  listenToResult();
  // A link pasted over this page changes only its last part: the browser loads nothing again.
  window.addEventListener("hashchange", readLink);
  // A page that comes back from the memory of «back» belongs to somebody else on a shared station.
  window.addEventListener("pageshow", function (event) { if (event.persisted && isStation) { clear(); } });
  sayProgress();
  readLink();
}());
