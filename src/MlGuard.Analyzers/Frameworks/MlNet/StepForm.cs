namespace MlGuard.Analyzers.Frameworks.MlNet;

/// <summary>How a method says which columns it reads and makes.</summary>
internal enum StepForm
{
    /// <summary><c>outputColumnName</c> from <c>inputColumnName</c> (or from itself), or <c>columns</c>, pairs of such.</summary>
    OneToOne,

    /// <summary><c>outputColumnName</c> from <c>inputColumnNames</c>.</summary>
    ManyToOne,

    /// <summary>Takes <c>columnNames</c> away.</summary>
    Drop,

    /// <summary>Keeps <c>columnNames</c> alone.</summary>
    Select,

    /// <summary>Reads the members of one row class and makes those of another.</summary>
    CustomMapping,

    /// <summary>Learns from a label and features, and scores.</summary>
    Trainer,

    /// <summary>Turns a score into a probability.</summary>
    Calibrator,

    /// <summary><c>outputColumnNames</c> from <c>inputColumnNames</c>, of types that a model file says.</summary>
    Model,

    /// <summary>Changes no column.</summary>
    Nothing,

    /// <summary>Columns that the code does not name: nothing is known after it.</summary>
    Opaque,
}
