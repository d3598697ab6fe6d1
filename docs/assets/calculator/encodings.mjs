/** Tells the encoding of a file by what its letters say: files have no label, and programs write in that of their system. */

/** How many bytes are looked at. */
const SAMPLE = 262_144;
/** Of the bytes of UTF-16 in Western letters every second one is nothing. */
const MANY = 0.3;
const FEW = 0.02;
/**
 * Words that stand in files of measurements and in lists of hosts, in the encodings that systems of their languages used before UTF-8. Only words with
 * letters that other encodings read as something else.
 *
 * @type {ReadonlyArray<readonly [string, RegExp]>}
 */
const WORDS = [
  ["gb18030", /[写读入]|时间|磁盘|字节|平均|速率|物理|日期|主机|名称|系统|内存|硬盘|地址/g],
  ["big5", /[寫讀]|時間|磁碟|位元組|平均|速率|實體|日期|主機|名稱|系統|記憶體|位址/g],
  ["shift_jis", /書き?込|読み?取|ディスク|バイト|時刻|日時|物理|平均|ホスト|サーバ|メモリ|容量|名前/g],
  ["euc-kr", /쓰기|읽기|디스크|바이트|시간|날짜|평균|서버|이름|메모리|용량|운영/g],
  ["windows-1251", /запис|чтен|диск|время|дата|байт|средн/gi],
  ["windows-1250", /zápis|čten|čas|disků|írás|olvas|bájt|idő|średni|dysków|bajtów/gi],
  ["windows-1254", /[ğşı]|öö|ös|ölçüm|süre/gi],
];
const WESTERN = "windows-1252";

/**
 * Resolves to the name of the encoding of a file without a byte-order mark that is not UTF-8, as TextDecoder takes it.
 *
 * @param {Blob} file
 */
export async function encodingOf(file) {
  const bytes = new Uint8Array(await file.slice(0, SAMPLE).arrayBuffer());
  const wide = wideOf(bytes);
  if (wide) return wide;
  let best = WESTERN;
  let most = 0;
  for (const [name, words] of WORDS) {
    const count = found(bytes, name, words);
    if (count > most) [best, most] = [name, count];
  }
  return best;
}

/**
 * Returns which half of the bytes of UTF-16 is nothing: the second one of Windows, or the first one; empty for other files.
 *
 * @param {Uint8Array} bytes
 */
export function wideOf(bytes) {
  const nothing = [0, 0];
  for (let at = 0; at < bytes.length; at++) if (!bytes[at]) nothing[at % 2]++;
  const half = bytes.length / 2;
  if (nothing[1] > MANY * half && nothing[0] < FEW * half) return "utf-16le";
  if (nothing[0] > MANY * half && nothing[1] < FEW * half) return "utf-16be";
  return "";
}

/**
 * Returns how many known words bytes hold in an encoding; none where they are no text in it.
 *
 * @param {Uint8Array} bytes
 * @param {string} name
 * @param {RegExp} words
 */
function found(bytes, name, words) {
  try {
    // The sample may end within a letter.
    const text = new TextDecoder(name, { fatal: true }).decode(bytes, { stream: true });
    return text.match(words)?.length ?? 0;
  } catch {
    return 0;
  }
}
