-- Powdermill @VERSION@ for Lmod. The release may lie anywhere; a link to this file may, too.
local self = subprocess("readlink -f -- '" .. myFileName():gsub("'", "'\\''") .. "'"):gsub("\n", "")
local root = self:gsub("/share/modulefiles/powdermill/[^/]*$", "")

whatis("Name: Powdermill")
whatis("Version: @VERSION@")
whatis("Description: space groups from powder X-ray diffractograms, by networks that learn online")
help([[
Powdermill @VERSION@ reads the space group of a crystal from its powder X-ray diffractogram.
It needs Java 17 to 21, unless the release has its own: powdermill doctor.

  powdermill --help
  powdermill man simulate
  source <(powdermill completion bash)     # completion in bash and zsh
]])

conflict("powdermill")
prepend_path("PATH", root)
prepend_path("MANPATH", pathJoin(root, "share/man"))
append_path("MANPATH", "") -- an empty place stands for the system's own pages
