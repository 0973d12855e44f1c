// What was measured on all test sets in one file, and the page on the whole run.

process REPORT {
    label 'short'

    input:
    val run
    val model
    path metrics

    output:
    val "${run.dir}/report.html", emit: page

    script:
    """
    '${run.launcher}' report '${run.dir}'
    """
}
