// The search of every page: what begins with the text first, then what contains it.
const MOST = 20;
const field = document.getElementById('search');
const found = document.getElementById('found');

field?.addEventListener('input', () => {
  const wanted = field.value.trim().toLowerCase();
  const rank = ([name]) => {
    const text = name.toLowerCase();
    const member = text.slice(text.indexOf('.') + 1);
    return text === wanted || member === wanted ? 0 : text.startsWith(wanted) || member.startsWith(wanted) ? 1 : text.includes(wanted) ? 2 : 3;
  };
  const hits = wanted === '' ? [] : SEARCH_INDEX.map((entry) => [rank(entry), entry]).filter(([order]) => order < 3);
  hits.sort(([one, [name]], [other, [otherName]]) => one - other || name.length - otherName.length);
  found.replaceChildren(
    ...hits.slice(0, MOST).map(([, [name, page]]) => {
      const link = Object.assign(document.createElement('a'), { href: `${document.body.dataset.up}${page}`, textContent: name });
      const item = document.createElement('li');
      item.append(link);
      return item;
    }),
  );
});
