// One test set: made of real crystals, taken from the program, or one that is there and linked to.

process TESTSETS {
    label 'short'
    tag "${name}"

    input:
    val run
    tuple val(name), val(source)
    val statistics

    output:
    path "${name}.json", emit: manifest

    script:
    def file = "${run.dir}/testsets/${name}.h5"
    if (source.startsWith('link ')) {
        """
        mkdir -p '${run.dir}/testsets'
        ln -sfn ${source.substring('link '.length())} '${file}'
        sha256sum '${file}' | sed 's/^\\([0-9a-f]*\\).*/{"set": "${name}", "sha256": "\\1"}/' > '${name}.json'
        """
    }
    else {
        """
        '${run.launcher}' testset ${source.substring('make '.length())} --out '${file}' --json > summary
        sha256sum '${file}' | sed 's/^\\([0-9a-f]*\\).*/{"set": "${name}", "sha256": "\\1"}/' > '${name}.json'
        """
    }
}
