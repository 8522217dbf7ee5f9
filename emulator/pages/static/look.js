// Before anything is drawn: the look and the language that were chosen in this browser.
// No module: those wait, and the page would flash.

{
  const root = document.documentElement;
  const look = localStorage.getItem("look");
  if (look) {
    root.dataset.look = look;
  }
  root.lang = localStorage.getItem("language") ?? "en";
}
