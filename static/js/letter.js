// Keeps what is typed into a letter in the browser: the mail's address, what is copied and the
// files of text are made here. Without this script the form sends it, and the server makes them.
(() => {
  "use strict";

  const MAILTO_BYTES = 1800; // as actions/letters/email.py has it
  const KEPT = ["line", "name", "place", "lives_in", "paper"]; // whichever letter is chosen

  const start = () => {
    const form = document.getElementById("letter-form");
    if (!form) return;
    const sheet = document.getElementById("letter");
    const mail = document.getElementById("mail");
    const copy = document.getElementById("copy-letter");
    const share = document.getElementById("share-letter");
    const lives = document.getElementById("lives-in");

    // What turns the direction of text, and controls: actions/letters/cleaning.py.
    const clean = (text) =>
      text
        .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufeff]/g, "")
        .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, " ");
    const oneLine = (text) => clean(text).split(/\s+/).filter(Boolean).join(" ");
    const field = (name) => form.elements[name]?.value ?? "";

    const isEdited = () => {
      const { value, defaultValue } = form.elements.body;
      return "edited" in sheet.dataset || value.trim() !== defaultValue.trim();
    };

    /** The paragraphs as they are typed, an empty line between them. */
    const paragraphs = () =>
      clean(field("body").replace(/\r\n?/g, "\n"))
        .split(/\n[ \t]*\n/)
        .map((part) => part.trim())
        .filter(Boolean);

    /** The letter from its salutation to the place, with other paragraphs where they are given. */
    const letter = (body = paragraphs()) => {
      const sender = [oneLine(field("name")), oneLine(field("place"))].filter(Boolean).join("\n");
      const { salutation, signOff } = sheet.dataset;
      return [salutation, ...body, oneLine(field("line")), signOff, sender].filter(Boolean);
    };
    const text = (parts) => `${parts.join("\n\n")}\n`;

    /** Where copies go by email: to the embassy of the country that is chosen, where one is. */
    const copies = () => (lives ? lives.selectedOptions[0].dataset.cc : mail.dataset.cc);

    const encode = (words) =>
      encodeURIComponent(words.trimEnd().replace(/\n/g, "\r\n")).replace(
        /[!'()*]/g,
        (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
      );
    const query = (fields) =>
      Object.entries(fields)
        .filter(([, value]) => value)
        .map(([name, value]) => `${name}=${value}`)
        .join("&");
    const addresses = (list) =>
      list.split(",").map((one) => encodeURIComponent(one).replace(/%40/g, "@")).join(",");

    const services = {
      Gmail: ["https://mail.google.com/mail/?view=cm&fs=1&", "su"],
      Outlook: ["https://outlook.live.com/mail/0/deeplink/compose?", "subject"],
      Yahoo: ["https://compose.mail.yahoo.com/?", "subject"],
    };

    /** Have the links to mail hold as much of the letter as fits: all, the short one, or nothing. */
    const update = () => {
      const whole = text(letter());
      copy.dataset.copy = whole;
      if (lives) {
        const names = lives.selectedOptions[0].dataset.names;
        document.getElementById("copies").hidden = !names;
        document.getElementById("copies-to").textContent = names;
      }
      if (!mail) return;
      const { to, subject, short } = mail.dataset;
      const cc = copies();
      const drafts = [["letter", whole]];
      // The short one is the editor's: it isn't what somebody says who changed the letter.
      if (short && !isEdited()) drafts.push(["short", text(letter([short]))]);
      drafts.push(["nothing", ""]);
      const fitting = (make) => {
        const made = drafts.map(([holds, body]) => [holds, make(body)]);
        return made.find(([, address]) => address.length <= MAILTO_BYTES) ?? made.at(-1);
      };
      const [holds, address] = fitting((body) => {
        const said = query({ cc: addresses(cc), subject: encode(subject), body: encode(body) });
        return `mailto:${addresses(to)}?${said}`;
      });
      mail.href = address;
      mail.dataset.holding = holds;
      for (const note of document.querySelectorAll("[data-holds]")) {
        note.hidden = note.dataset.holds !== holds;
      }
      for (const link of document.querySelectorAll("[data-web-mail]")) {
        const [start, about] = services[link.textContent] ?? [];
        if (!start) continue;
        link.href = fitting((body) => {
          const said = { to: addresses(to), cc: addresses(cc), [about]: encode(subject) };
          return `${start}${query({ ...said, body: encode(body) })}`;
        })[1];
      }
    };

    /** Text in base64 as mail has it: UTF-8, lines of 76 characters. */
    const base64 = (words) => {
      const bytes = new TextEncoder().encode(words.replace(/\n/g, "\r\n"));
      const coded = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
      return coded.match(/.{1,76}/g).join("\r\n");
    };
    /** A header's words in pieces of at most 75 characters (RFC 2047). */
    const header = (words) => {
      const pieces = Array.from(words).reduce(
        (found, sign) => {
          const last = found[found.length - 1] + sign;
          if (new TextEncoder().encode(last).length <= 42) found[found.length - 1] = last;
          else found.push(sign);
          return found;
        },
        [""],
      );
      return pieces.map((piece) => `=?utf-8?B?${base64(piece)}?=`).join("\r\n ");
    };
    const escaped = (words) =>
      words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\n/g, "<br>\n");

    /** The letter as a draft that mail programs open, as actions/letters/email.py makes it. */
    const draft = () => {
      const { to, subject } = mail.dataset;
      const cc = copies();
      const html = letter().map((part) => `<p>${escaped(part)}</p>`).join("\n");
      const { lang, dir } = sheet;
      const page = `<!doctype html>\n<html lang="${lang}" dir="${dir}">\n<head><meta charset="utf-8">`;
      const parts = [
        ["plain", text(letter())],
        ["html", `${page}</head>\n<body><div lang="${lang}" dir="${dir}">\n${html}\n</div></body>\n</html>\n`],
      ].map(
        ([kind, words]) =>
          `--letter\r\nContent-Type: text/${kind}; charset="utf-8"\r\n` +
          `Content-Transfer-Encoding: base64\r\n\r\n${base64(words)}\r\n`,
      );
      return [
        `To: ${to}`,
        ...(cc ? [`Cc: ${cc}`] : []),
        `Subject: ${header(subject)}`,
        "X-Unsent: 1",
        "MIME-Version: 1.0",
        'Content-Type: multipart/alternative; boundary="letter"',
        "",
        `${parts.join("")}--letter--\r\n`,
      ].join("\r\n");
    };

    const keep = (words, name, type) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([words], { type }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    };

    // Files of text are made here, the PDF by the server, which keeps nothing of it.
    form.addEventListener("submit", (event) => {
      const address = event.submitter?.formAction ?? "";
      const name = sheet.dataset.file;
      if (address.endsWith(".txt")) {
        event.preventDefault();
        const { head } = lives ? lives.selectedOptions[0].dataset : sheet.dataset;
        keep(text([head, ...letter()].filter(Boolean)), `${name}.txt`, "text/plain");
      } else if (address.endsWith(".eml") && mail) {
        event.preventDefault();
        keep(draft(), `${name}.eml`, "message/rfc822");
      } else if (!address.endsWith(".pdf") && event.submitter?.name !== "choose") {
        event.preventDefault(); // Enter was pressed in a line, which isn't meant to send anything
      }
    });

    mail?.addEventListener("click", () => {
      if (mail.dataset.holding === "nothing") navigator.clipboard?.writeText(text(letter()));
    });

    if (navigator.clipboard) copy.hidden = false;

    // Phones have a sheet of apps to share by.
    if (navigator.share && share) {
      share.hidden = false;
      share.addEventListener("click", () => {
        navigator.share({ title: mail?.dataset.subject ?? "", text: text(letter()) }).catch(() => {});
      });
    }

    // Another letter is fetched without what was typed, which is put into it here.
    form.addEventListener("submit", async (event) => {
      if (event.submitter?.name !== "choose") return;
      event.preventDefault();
      const said = new FormData(form);
      const wanted = {
        target: said.get("other_target") ?? said.get("target"),
        letter_language: said.get("other_language") ?? said.get("letter_language"),
      };
      const answer = await fetch(`${form.action}?${new URLSearchParams(wanted)}`).catch(() => null);
      if (!answer?.ok) {
        // Sent after all, with its button, the answer says what is wrong.
        form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "choose" }));
        return form.submit();
      }
      const fetched = new DOMParser().parseFromString(await answer.text(), "text/html");
      const sameLanguage = wanted.letter_language === said.get("letter_language");
      const names = sameLanguage && isEdited() ? [...KEPT, "body"] : KEPT;
      // Its letters, where they are others: Nastaliq, Naskh.
      for (const link of fetched.querySelectorAll("link[rel=stylesheet]")) {
        const known = Array.from(document.styleSheets, (sheet) => sheet.href);
        if (!known.includes(link.href)) document.head.append(document.adoptNode(link));
      }
      for (const part of ["#choose", ".compose__columns"]) {
        const fresh = fetched.querySelector(part);
        if (fresh) document.querySelector(part)?.replaceWith(document.adoptNode(fresh));
      }
      const elements = document.getElementById("letter-form").elements;
      for (const name of names) if (elements[name]) elements[name].value = said.get(name);
      elements.large.checked = said.has("large");
      document.querySelector("#choose [name=choose]")?.focus();
      window.dispatchEvent(new Event("qalam:copy")); // copy.js adds its buttons to what is new
      start();
    });

    form.addEventListener("input", update);
    update();
  };

  start();
})();
