// Small helps for every page; each works only where its markup is, and no page needs them.
import { focusFirst } from "./focus.js";
import { noneOfThese } from "./none_of_these.js";
import { lookDown } from "./look_down.js";
import { drawings } from "./drawing.js";

focusFirst(document);
noneOfThese(document);
lookDown(document);
drawings(document);
