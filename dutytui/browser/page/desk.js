// The page around the terminal: its font and size, the strip of keys, and what is said when it ends.
// The terminal itself (textual.js) keeps its socket to itself, so the socket is taken where it is made.
"use strict";

const COLUMNS = 60; // what a phone should show: below, rows of the desk are cut
const SMALLEST = 9;
const ASK_AGAIN = 3000;
const NETWORK = [1006, 4003]; // closed without a word, or with the server: both may come back
let line = null;

class Line extends WebSocket {
  constructor(...where) {
    super(...where);
    line = this;
    this.addEventListener("message", heard);
    this.addEventListener("close", (event) => ended(event.code));
  }

  send(data) {
    // The terminal speaks of its focus before the line is open and after it is closed.
    if (this.readyState === WebSocket.CONNECTING) this.addEventListener("open", () => super.send(data));
    else if (this.readyState === WebSocket.OPEN) super.send(data);
  }
}
window.WebSocket = Line;

function say(...what) {
  if (line) line.send(JSON.stringify(what));
}

function heard(event) {
  if (typeof event.data !== "string") return;
  const [kind, value] = JSON.parse(event.data);
  if (kind === "file") {
    const link = document.createElement("a");
    link.href = "/file/" + encodeURIComponent(value);
    link.download = "";
    link.click();
  } else if (kind === "told") {
    document.getElementById("reason").textContent = value;
  }
}

function ended(code) {
  const words = document.querySelector(`[data-code="${code}"]`) || document.querySelector('[data-code="1006"]');
  words.hidden = false;
  document.getElementById("over").hidden = false;
  // The terminal takes Tab for itself as long as it has the keys: now they are the buttons'.
  document.activeElement.blur();
  for (const behind of ["terminal", "strip"]) document.getElementById(behind).inert = true;
  if (NETWORK.includes(code)) setTimeout(comeBack, ASK_AGAIN);
}

async function comeBack() {
  try {
    await fetch("/", { method: "HEAD", cache: "no-store" });
    location.reload();
  } catch {
    setTimeout(comeBack, ASK_AGAIN);
  }
}

// -- font and size

function fontSize() {
  const kept = Number(localStorage.getItem("font-size"));
  if (kept) return whole(kept);
  const side = Math.min(innerWidth, screen.width || innerWidth, screen.height || innerWidth);
  const usual = side < 1000 ? 14 : 16;
  return whole(Math.min(usual, side / COLUMNS / cellShare()));
}

// The terminal cuts a cell down to whole dots of the screen: a size a hair above them loses nothing.
function whole(size) {
  const dots = cellShare() * (window.devicePixelRatio || 1);
  return (Math.max(1, Math.floor(Math.max(SMALLEST, size) * dots + 0.25)) + 0.02) / dots;
}

function cellShare() {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "100px 'Roboto Mono', Monaco, 'Courier New', monospace"; // the list that textual.js draws with
  return pen.measureText("W").width / 100;
}

function another(step) {
  localStorage.setItem("font-size", String(Math.max(SMALLEST, Math.min(40, Math.round(fontSize()) + step))));
  location.reload();
}

// -- the strip of keys

function ready(button) {
  let again = 0;
  const stop = () => clearInterval(again);
  const sent = decodeURIComponent(button.dataset.sent);
  button.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // what is being typed into keeps the focus
  });
  button.addEventListener("click", () => say("stdin", sent));
  if ("repeats" in button.dataset) {
    button.addEventListener("pointerdown", () => {
      stop();
      again = setInterval(() => say("stdin", sent), 150);
    });
    for (const over of ["pointerup", "pointercancel", "pointerleave"]) button.addEventListener(over, stop);
  }
}

function keyboard() {
  const field = document.querySelector(".xterm-helper-textarea");
  const button = document.getElementById("keyboard");
  const finger = matchMedia("(pointer: coarse)").matches;
  // A finger that taps a row does not want half of the screen covered: the keyboard comes when it is asked for.
  const show = (wanted) => {
    field.inputMode = wanted ? "text" : "none";
    button.setAttribute("aria-pressed", String(wanted));
    field.blur();
    field.focus();
  };
  button.hidden = !finger;
  if (finger) field.inputMode = "none";
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => show(field.inputMode === "none"));
}

function room() {
  // Where the on-screen keyboard lies over the page, the page ends above it.
  const seen = window.visualViewport;
  if (!seen) return;
  seen.addEventListener("resize", () => {
    document.body.style.height = seen.height + "px";
    window.dispatchEvent(new Event("resize"));
  });
}

// The terminal sets letters on the ideographic line, as low as its cell goes. In a font with Chinese the ends of p and g
// hang below that line, and would be cut off there: they are set by what the font itself needs beneath its letters.
function lettersWhole() {
  const pen = CanvasRenderingContext2D.prototype;
  const line = Object.getOwnPropertyDescriptor(pen, "textBaseline");
  const fill = pen.fillText;
  const low = new WeakSet();
  const set = function (wanted) {
    low[wanted === "ideographic" ? "add" : "delete"](this);
    line.set.call(this, wanted === "ideographic" ? "alphabetic" : wanted);
  };
  Object.defineProperty(pen, "textBaseline", { ...line, set });
  pen.fillText = function (text, x, y, ...more) {
    const under = low.has(this) ? Math.round(this.measureText("W").fontBoundingBoxDescent) : 0;
    return fill.call(this, text, x, y - under, ...more);
  };
}

addEventListener("load", async () => {
  lettersWhole();
  const faces = ["16px 'Roboto Mono'", "bold 16px 'Roboto Mono'"].map((face) => document.fonts.load(face, "W…→"));
  await Promise.all(faces).catch(() => {});
  const terminal = document.getElementById("terminal");
  terminal.dataset.fontSize = fontSize();
  terminal.dataset.sessionWebsocketUrl = location.origin.replace(/^http/, "ws") + "/ws/" + document.documentElement.lang;
  document.querySelectorAll("#strip [data-sent]").forEach(ready);
  document.getElementById("smaller").addEventListener("click", () => another(-1));
  document.getElementById("larger").addEventListener("click", () => another(1));
  document.getElementById("again").addEventListener("click", () => location.reload());
  const script = document.createElement("script");
  script.src = "/textual.js";
  script.addEventListener("load", () => {
    window.onload(); // what the script would do by itself, had it been here when the page was loaded
    keyboard();
    room();
    document.querySelector(".xterm-helper-textarea").focus();
  });
  document.head.append(script);
});
