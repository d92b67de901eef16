// Passing on: every list with data-share gets a button of the device's own way of
// sharing, where there is one, and every place with data-copy one that copies the
// address. Without this script neither is there, and the rest of the page is whole.
(() => {
  "use strict";

  // button has a name of its own, because the list beside it says nothing of it.
  const button = (name, act) => {
    const b = document.createElement("button");
    b.type = "button";
    b.className = "button quiet";
    b.textContent = name;
    b.addEventListener("click", act);
    return b;
  };

  // status stands on the page before it says something: only then is it read aloud.
  const status = (after) => {
    const p = document.createElement("p");
    p.className = "passed-on meta";
    p.setAttribute("role", "status");
    after.after(p);
    return p;
  };

  // copier copies text. Where the browser refuses, for instance because the page is
  // not secure, the address itself appears, selected, to be copied by hand.
  const copier = (text, words, said) => {
    let fading = 0;
    return button(words.copy, async () => {
      clearTimeout(fading);
      said.textContent = "";
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        const address = document.createElement("code");
        address.textContent = text;
        said.append(words.how || "", " ", address);
        getSelection().selectAllChildren(address);
        return;
      }
      said.textContent = words.copied;
      fading = setTimeout(() => { said.textContent = ""; }, 10000);
    });
  };

  for (const list of document.querySelectorAll("ul[data-share]")) {
    const { share: url, title, native } = list.dataset;
    const said = status(list);
    const add = (b) => {
      const li = document.createElement("li");
      li.append(b);
      list.append(li);
    };
    add(copier(url, list.dataset, said));
    if (native && navigator.share && (!navigator.canShare || navigator.canShare({ url, title }))) {
      // That someone closes the sheet again is no failure.
      add(button(native, () => navigator.share({ url, title }).catch(() => {})));
    }
  }

  for (const line of document.querySelectorAll("p[data-copy]")) {
    const code = line.querySelector("code");
    if (!code) continue;
    const acts = document.createElement("p");
    line.after(acts);
    acts.append(copier(code.textContent, line.dataset, status(acts)));
  }
})();
