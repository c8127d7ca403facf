# For what runs a guide (try-template-guide.sh, try-word-guide.sh): what its blocks may call, and what becomes of its pictures.
# In: `work`, a folder with `out.txt`, what the commands have printed so far, and `pictures/`. Sourced, not run.

# said: each line of the block stands in what the commands since the block before have printed.
said() {
  local line
  while IFS= read -r line; do
    line=${line#"${line%%[! ]*}"}
    sed -n '/^guide:/h; /^guide:/!H; ${x;p}' "$work/out.txt" | grep -F -- "$line" > /dev/null || { echo "nothing said: $line"; exit 1; }
  done
}

# kept_pictures GUIDE [--pictures]: the guide shows the pictures that it makes, and they are of the size of those that are kept, which have
# a border of one pixel. With --pictures those are made anew (needs ImageMagick's convert).
kept_pictures() {
  local made kept
  for made in "$work"/pictures/*.png; do
    kept=docs/pictures/$(basename "$made")
    if [ "${2:-}" = --pictures ]; then
      convert "$made" -bordercolor '#D0D7DE' -border 1 -dither None -colors 48 -strip "PNG8:$kept"
    fi
    grep -qF "(pictures/$(basename "$made"))" "$1" || { echo "the guide does not show $kept"; exit 1; }
    [ "$(png_size "$made" 0)" = "$(png_size "$kept" 1)" ] || { echo "$kept is of another size than the picture made now: run this with --pictures"; exit 1; }
  done
}
png_size() { node -e 'const png = require("fs").readFileSync(process.argv[1]); console.log(png.readUInt32BE(16) - 2 * process.argv[2], png.readUInt32BE(20) - 2 * process.argv[2])' "$1" "$2"; }
