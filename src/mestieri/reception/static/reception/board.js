/* The board says each new call: by a voice that lives in this computer, else by a chime made here.
   Nothing leaves the monitor. A browser lets a page make sounds only after a touch. */
"use strict";

(() => {
  const button = document.getElementById("voice");
  const part = document.getElementById("board-now");
  if (!button || !part) return;
  let sound = null;
  let said = callsShown();

  function callsShown() {
    return new Set([...part.querySelectorAll("[data-call]")].map((row) => row.dataset.call));
  }

  function localVoice() {
    const language = document.documentElement.lang;
    const voices = window.speechSynthesis ? window.speechSynthesis.getVoices() : [];
    return voices.find((voice) => voice.localService && voice.lang.startsWith(language)) || null;
  }

  function chime() {
    [660, 880].forEach((pitch, position) => {
      const starts = sound.currentTime + position * 0.35;
      const tone = sound.createOscillator();
      const volume = sound.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.25, starts);
      volume.gain.exponentialRampToValueAtTime(0.001, starts + 0.6);
      tone.connect(volume).connect(sound.destination);
      tone.start(starts);
      tone.stop(starts + 0.6);
    });
  }

  function say(row) {
    document.body.dataset.lastSaid = row.dataset.number;
    const voice = localVoice();
    if (!voice) {
      document.body.dataset.lastSound = "chime";
      chime();
      return;
    }
    const words = document.body.dataset.say
      .replace("{number}", row.dataset.number.replace("-", " "))
      .replace("{desk}", row.dataset.desk);
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    document.body.dataset.lastSound = "voice";
    window.speechSynthesis.speak(utterance);
  }

  button.hidden = false;
  button.addEventListener("click", () => {
    sound = new AudioContext();
    button.hidden = true;
    chime();
  });

  document.body.addEventListener("htmx:afterSwap", () => {
    const now = callsShown();
    if (sound) {
      part.querySelectorAll("[data-call]").forEach((row) => {
        if (!said.has(row.dataset.call)) say(row);
      });
    }
    said = now;
  });
})();
