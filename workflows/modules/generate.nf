// Generator ranks that fill the stream until the trainer needs no more.
//
// A generator leaves with 0 when its consumer says that it has finished. That may have been the trainer of an earlier
// call with fewer epochs, so the ranks start again until this call's training is complete.

process GENERATE {
    label 'generator'

    input:
    val run
    val arguments
    val ranks
    val epochs
    val statistics
    val manifests

    output:
    path 'generate.json', emit: manifest

    script:
    """
    generate-for-training '${run.dir}/training' ${epochs} ${ranks.count} ${ranks.threads} \\
        '${run.launcher}' generate --stream '${run.dir}/stream' ${arguments}
    printf '{"stream": "%s", "epochs": %s}\\n' '${run.dir}/stream' ${epochs} > generate.json
    """
}
